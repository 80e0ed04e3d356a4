package dev.nightshift.drills.run;

import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.watchdog.Healing;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ends every drill of a data dir, from any process: runners see the lever within a fraction of a
 * second, and what dead ones left is healed. Thread-safe.
 */
public final class SafetyLever {
    private static final String FILE = "stop-all";
    private static final String BEGINNING = "a drill that is only beginning, or just ending";

    private final Path drills;
    private final InstantSource clock;

    /**
     * @param drills the folder of all drills
     */
    public SafetyLever(Path drills, InstantSource clock) {
        this.drills = drills;
        this.clock = clock;
    }

    /** What a runner asks. */
    StopSource pulled() {
        return () -> {
            try {
                return Files.exists(file())
                        ? Optional.of("stop-all by " + Files.readString(file()))
                        : Optional.empty();
            } catch (IOException goneAgain) {
                return Optional.of("stop-all");
            }
        };
    }

    private void reset() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }

    private Path file() {
        return drills.resolve(FILE);
    }

    /**
     * What became of it.
     *
     * @param stopped drills that ended by it
     * @param healed drills whose dead runners' faults were healed by it
     * @param left drills that still hold faults
     */
    public record Stopped(List<String> stopped, List<String> healed, List<String> left) {
        public Stopped {
            stopped = List.copyOf(stopped);
            healed = List.copyOf(healed);
            left = List.copyOf(left);
        }
    }

    /**
     * Pulls it and waits until no drill is at work and none holds a fault, or the patience is over.
     * While something is left it stays pulled: no drill begins.
     */
    public Stopped pull(String actor, Duration patience) {
        try {
            PrivateFiles.write(PrivateFiles.directory(drills).resolve(FILE), actor);
        } catch (IOException full) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The safety lever cannot be written in %s.".formatted(drills),
                    "End the process of the drill: its watchdog heals what it left.",
                    full);
        }
        Set<String> seen = new TreeSet<>();
        List<String> healed = new ArrayList<>();
        Healing healing = new Healing(clock);
        var _ =
                Waiting.until(
                        patience,
                        () -> {
                            seen.addAll(Healing.holding(drills));
                            healed.addAll(healing.sweep(drills));
                            return left().isEmpty();
                        });
        List<String> left = left();
        if (left.isEmpty()) {
            reset();
        }
        List<String> stopped = new ArrayList<>(seen);
        stopped.removeAll(healed);
        stopped.removeAll(left);
        return new Stopped(stopped, healed, left);
    }

    private List<String> left() {
        List<String> holding = Healing.holding(drills);
        return holding.isEmpty() && DrillLock.isTaken(drills) ? List.of(BEGINNING) : holding;
    }
}

package dev.nightshift.drills.run;

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

/**
 * Ends every drill of a data dir, from any process: runners see the lever within a fraction of a
 * second, and what dead ones left is healed. Thread-safe.
 */
public final class SafetyLever {
    private static final String FILE = "stop-all";

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

    /** No drill begins while it is pulled; a lever that was left pulled is put back. */
    void reset() {
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

    /** Pulls it and waits until no drill holds a fault, or the patience is over. */
    public Stopped pull(String actor, Duration patience) {
        List<String> before = Healing.holding(drills);
        if (before.isEmpty()) {
            return new Stopped(List.of(), List.of(), List.of());
        }
        try {
            PrivateFiles.write(PrivateFiles.directory(drills).resolve(FILE), actor);
        } catch (IOException full) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The safety lever cannot be written in %s.".formatted(drills),
                    "End the process of the drill: its watchdog heals what it left.",
                    full);
        }
        List<String> healed = new ArrayList<>();
        Healing healing = new Healing(clock);
        try {
            var _ =
                    Waiting.until(
                            patience,
                            () -> {
                                healed.addAll(healing.sweep(drills));
                                return Healing.holding(drills).isEmpty();
                            });
        } finally {
            reset();
        }
        List<String> left = Healing.holding(drills);
        List<String> stopped = new ArrayList<>(before);
        stopped.removeAll(healed);
        stopped.removeAll(left);
        return new Stopped(stopped, healed, left);
    }
}

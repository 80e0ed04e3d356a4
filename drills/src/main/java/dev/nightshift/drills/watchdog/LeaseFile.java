package dev.nightshift.drills.watchdog;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a runner holds while its faults are there, so that another process can heal them: which
 * process it is, which faults, how each is taken back and when at the latest. Replaced as a whole;
 * readable by its owner alone, because it may hold a password. Written by one thread.
 */
public final class LeaseFile {
    /** The file's name in the drill's folder. */
    public static final String NAME = "lease.json";

    private static final long NOBODY = 0;
    private static final String HEALED = "healed-by-watchdog";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A fault that is there.
     *
     * @param until the watchdog heals it after that
     * @param undo what heals it
     */
    public record Fault(String name, Instant until, Map<String, String> undo) {
        public Fault {
            undo = Map.copyOf(undo);
        }
    }

    /**
     * What the file says.
     *
     * @param pid of the runner; 0 when it gave up what is left
     * @param started when that process began, because numbers of processes come again
     */
    public record Held(long pid, Instant started, List<Fault> faults) {
        public Held {
            faults = List.copyOf(faults);
        }

        /** Whether the runner lives, and means to heal. */
        public boolean runnerLives() {
            return pid != NOBODY
                    && ProcessHandle.of(pid)
                            .filter(ProcessHandle::isAlive)
                            .map(LeaseFile::startOf)
                            .filter(started::equals)
                            .isPresent();
        }
    }

    private final Path folder;

    /** In the folder of a drill. */
    public LeaseFile(Path folder) {
        this.folder = folder;
    }

    /** The folder of the drill. */
    public Path folder() {
        return folder;
    }

    private Path path() {
        return folder.resolve(NAME);
    }

    /**
     * This process holds these faults, and no others.
     *
     * @throws NightshiftException DISK_FULL
     */
    public void hold(List<Fault> faults) {
        ProcessHandle self = ProcessHandle.current();
        write(new Held(self.pid(), startOf(self), faults));
    }

    /**
     * This process could not heal what is held: whoever can does, at once, though it lives.
     *
     * @throws NightshiftException DISK_FULL
     */
    void giveUp() {
        read().ifPresent(held -> write(new Held(NOBODY, Instant.EPOCH, held.faults())));
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private void write(Held held) {
        try {
            PrivateFiles.write(path(), JSON.writeValueAsString(held));
        } catch (IOException full) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The lease of a fault cannot be kept in %s.".formatted(folder),
                    "Make room: a fault that nobody could take back is not injected.",
                    full);
        }
    }

    /** What is held; empty when nothing is. */
    public Optional<Held> read() {
        try {
            return Optional.of(JSON.readValue(Files.readString(path()), Held.class));
        } catch (IOException | JacksonException nothing) {
            return Optional.empty();
        }
    }

    /** Nothing is held any more: the watchdog ends. */
    public void release() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException stays) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The lease %s cannot be removed.".formatted(path()),
                    "Remove it; its faults are healed.",
                    stays);
        }
    }

    /** Notes that the watchdog took a fault back while the runner lived. */
    void noteHealed() {
        try {
            PrivateFiles.write(folder.resolve(HEALED), "");
        } catch (IOException full) {
            // The fault is healed all the same, and the runner finds that out by itself.
            return;
        }
    }

    /** Whether the watchdog took a fault back while the runner lived. */
    public boolean healedByWatchdog() {
        return Files.exists(folder.resolve(HEALED));
    }
}

package dev.nightshift.drills.run;

import dev.nightshift.drills.watchdog.FolderLock;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets one drill at a time work with a data dir; freed by the system when its process dies. */
final class DrillLock implements AutoCloseable {
    private static final String FILE = "drill.lock";

    private final FolderLock lock;

    private DrillLock(FolderLock lock) {
        this.lock = lock;
    }

    /**
     * Takes it.
     *
     * @throws NightshiftException DRILL_REFUSED while another drill has it
     */
    static DrillLock take(Path drills) {
        try {
            PrivateFiles.directory(drills);
            return FolderLock.tryTake(drills.resolve(FILE))
                    .map(DrillLock::new)
                    .orElseThrow(
                            () ->
                                    new NightshiftException(
                                            FailureCode.DRILL_REFUSED,
                                            "Another drill is at work; two at once would prove"
                                                    + " nothing.",
                                            "Wait for it, or end it: nightshift drill stop-all"));
        } catch (IOException unwritable) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "Drills cannot be kept in %s.".formatted(drills),
                    "Give the account room and the right to write there.",
                    unwritable);
        }
    }

    /** Whether a drill is at work, with or without a fault yet. */
    static boolean isTaken(Path drills) {
        Path file = drills.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            Optional<FolderLock> free = FolderLock.tryTake(file);
            free.ifPresent(FolderLock::close);
            return free.isEmpty();
        } catch (IOException unknown) {
            // Whoever asks wants drills to end: rather one too many.
            return true;
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}

package dev.nightshift.drills.run;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one drill at a time work with a data dir; freed by the system when its process dies. */
final class DrillLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private DrillLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
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
            Path path = PrivateFiles.file(drills.resolve("drill.lock"));
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new NightshiftException(
                        FailureCode.DRILL_REFUSED,
                        "Another drill is at work; two at once would prove nothing.",
                        "Wait for it, or end it: nightshift drill stop-all");
            }
            return new DrillLock(channel, lock);
        } catch (IOException unwritable) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "Drills cannot be kept in %s.".formatted(drills),
                    "Give the account room and the right to write there.",
                    unwritable);
        }
    }

    // Held by this very process: as taken as by another.
    @SuppressWarnings("UnusedException")
    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
            throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

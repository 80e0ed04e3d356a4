package dev.nightshift.drills.watchdog;

import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file, held by one at a time, of this process and all others; freed by the system when
 * its process dies. Thread-safe.
 */
public final class FolderLock implements AutoCloseable {
    // A process that closes any channel of a file loses its locks on it: a second one is not
    // opened. See https://docs.oracle.com/en/java/javase/25/docs/api/ on FileLock.
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes it unless somebody has it.
     *
     * @param file is made when it is missing; its content means nothing
     */
    public static Optional<FolderLock> tryTake(Path file) throws IOException {
        Path one = file.toAbsolutePath().normalize();
        if (!HERE.add(one)) {
            return Optional.empty();
        }
        Optional<FolderLock> taken = Optional.empty();
        try {
            taken = open(one);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HERE.remove(one);
            }
        }
    }

    private static Optional<FolderLock> open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(PrivateFiles.file(file), StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return Optional.ofNullable(lock).map(held -> new FolderLock(file, channel, held));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            HERE.remove(file);
        }
    }
}

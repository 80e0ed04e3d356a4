package dev.nightshift.platform.stack;

import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that the operating system takes back when its holder dies, however it dies; the file that
 * carries it means nothing by itself. Thread-safe.
 */
final class StackLock implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(10);

    private final FileChannel file;

    private StackLock(FileChannel file) {
        this.file = file;
    }

    /** Takes the lock when nobody has it. */
    static Optional<StackLock> tryTake(Path path) throws IOException {
        PrivateFiles.file(path);
        return take(FileChannel.open(path, StandardOpenOption.WRITE), false);
    }

    /** Takes the lock, waiting at most {@code limit} for its holder. */
    static Optional<StackLock> take(Path path, Duration limit) throws IOException {
        long start = System.nanoTime();
        Optional<StackLock> lock = tryTake(path);
        while (lock.isEmpty() && System.nanoTime() - start < limit.toNanos()) {
            LockSupport.parkNanos(RETRY.toNanos());
            lock = tryTake(path);
        }
        return lock;
    }

    /** Whether somebody holds the lock; does not disturb others who ask the same. */
    static boolean isHeld(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        Optional<StackLock> shared = take(FileChannel.open(path, StandardOpenOption.READ), true);
        if (shared.isPresent()) {
            shared.get().close();
        }
        return shared.isEmpty();
    }

    // All of a process's locks on a file go when the process closes any channel of that file, so a
    // holder must not ask about its own lock; within one process askers take turns.
    private static synchronized Optional<StackLock> take(FileChannel file, boolean shared)
            throws IOException {
        try {
            if (file.tryLock(0, Long.MAX_VALUE, shared) != null) {
                return Optional.of(new StackLock(file));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // As if by another: two commands may share a process in tests.
        }
        file.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

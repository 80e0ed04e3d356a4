package dev.nightshift.drills.requests;

import dev.nightshift.drills.requests.WriteLedger.Told;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * What was said about each write, a line each, only ever appended to. A line is with the operating
 * system before the method returns: it survives the death of this process. Thread-safe.
 */
final class LedgerFile implements AutoCloseable {
    private final FileChannel file;

    private LedgerFile(FileChannel file) {
        this.file = file;
    }

    static LedgerFile open(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.directory(folder);
            }
            PrivateFiles.file(path);
            return new LedgerFile(FileChannel.open(path, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    synchronized void append(Told told, String key, Instant at) {
        String line = "%s %s %s%n".formatted(told, key, at);
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        // A thread that is to end would close the file for all others.
        boolean asked = Thread.interrupted();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(Path.of("ledger"), e);
        } finally {
            if (asked) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static NightshiftException unwritable(Path path, IOException cause) {
        return new NightshiftException(
                FailureCode.DISK_FULL,
                "The ledger of writes %s cannot be written.".formatted(path.getFileName()),
                "Make room: without it nobody can tell what was lost.",
                cause);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(Path.of("ledger"), e);
        }
    }
}

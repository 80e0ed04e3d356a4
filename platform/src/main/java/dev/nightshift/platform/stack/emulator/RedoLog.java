package dev.nightshift.platform.stack.emulator;

import dev.nightshift.platform.files.PrivateFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Commands since the last checkpoint, in order, each written to the file before it is carried out.
 * A record that a crash cut short was never answered and is dropped. Not thread-safe.
 */
final class RedoLog implements AutoCloseable {
    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES + Long.BYTES;
    private static final int MAX_COMMAND_BYTES = 64 * 1024 * 1024;

    private final FileChannel file;

    /** What a reader of the log gets. */
    interface Reader {
        void accept(long sequence, byte[] command);
    }

    RedoLog(Path path) throws IOException {
        PrivateFiles.file(path);
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Reads all whole records and cuts off what follows them; appending goes on from there. */
    void replay(Reader reader) throws IOException {
        file.position(0);
        long end = 0;
        for (Entry entry = next(); entry != null; entry = next()) {
            reader.accept(entry.sequence, entry.command);
            end = file.position();
        }
        file.truncate(end);
        file.position(end);
    }

    /** Hands the command to the operating system, which keeps it when this process dies. */
    void append(long sequence, byte[] command) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + command.length);
        out.putInt(command.length).putLong(sequence).putLong(checksum(sequence, command));
        out.put(command).flip();
        long start = file.position();
        try {
            while (out.hasRemaining()) {
                file.write(out);
            }
        } catch (IOException e) {
            file.truncate(start);
            file.position(start);
            throw e;
        }
    }

    /** Forgets all commands: a checkpoint holds what they did. */
    void clear() throws IOException {
        file.truncate(0);
        file.position(0);
    }

    long size() throws IOException {
        return file.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static final class Entry {
        final long sequence;
        final byte[] command;

        Entry(long sequence, byte[] command) {
            this.sequence = sequence;
            this.command = command;
        }
    }

    private @Nullable Entry next() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (!fill(header)) {
            return null;
        }
        int length = header.getInt();
        long sequence = header.getLong();
        long checksum = header.getLong();
        if (length <= 0 || length > MAX_COMMAND_BYTES) {
            return null;
        }
        ByteBuffer command = ByteBuffer.allocate(length);
        if (!fill(command) || checksum != checksum(sequence, command.array())) {
            return null;
        }
        return new Entry(sequence, command.array());
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    private static long checksum(long sequence, byte[] command) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        crc.update(command);
        return crc.getValue();
    }
}

package dev.nightshift.writers.mongo.dryrun;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Records in a temporary file, found again by where they were put. Not thread-safe. */
final class LeadLog implements AutoCloseable {
    private static final int TAIL_BYTES = 1 << 18;

    private final FileChannel file;
    private final ByteBuffer tail = ByteBuffer.allocateDirect(TAIL_BYTES);

    /** Where the tail will be in the file. */
    private long flushed;

    LeadLog(Path folder) throws IOException {
        file = SpoolFile.open(folder);
    }

    /** Keeps the bytes between position and limit; returns where. */
    long append(ByteBuffer record) throws IOException {
        int size = record.remaining();
        if (tail.remaining() < size + Integer.BYTES) {
            flush();
        }
        long at = flushed + tail.position();
        if (size + Integer.BYTES > tail.capacity()) {
            ByteBuffer whole = ByteBuffer.allocate(size + Integer.BYTES).putInt(size).put(record);
            write(whole.flip());
            return at;
        }
        tail.putInt(size).put(record);
        return at;
    }

    private void flush() throws IOException {
        write(tail.flip());
        tail.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            flushed += file.write(bytes, flushed);
        }
    }

    /** The record that was put there. */
    ByteBuffer read(long at) throws IOException {
        if (at >= flushed) {
            int start = (int) (at - flushed);
            return tail.duplicate()
                    .limit(start + Integer.BYTES + tail.getInt(start))
                    .position(start + Integer.BYTES);
        }
        ByteBuffer size = fill(ByteBuffer.allocate(Integer.BYTES), at);
        return fill(ByteBuffer.allocate(size.getInt()), at + Integer.BYTES);
    }

    private ByteBuffer fill(ByteBuffer buffer, long at) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

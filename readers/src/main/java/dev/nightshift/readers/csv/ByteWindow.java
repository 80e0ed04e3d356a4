package dev.nightshift.readers.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A growing window over a stream: the bytes of the record at hand stay addressable until it is left
 * behind. Not thread-safe.
 */
final class ByteWindow {
    private static final int STEP = 1 << 16;

    private final InputStream in;
    private byte[] bytes = new byte[STEP * 4];
    private int start;
    private int limit;
    private long startOffset;
    private boolean ended;

    ByteWindow(InputStream in, long offset) {
        this.in = in;
        this.startOffset = offset;
    }

    /** Bytes of the stream before the window. */
    long startOffset() {
        return startOffset;
    }

    /** Whether there are that many bytes in the window, reading more when needed. */
    boolean has(int count) throws IOException {
        while (limit - start < count) {
            if (ended) {
                return false;
            }
            fill();
        }
        return true;
    }

    private void fill() throws IOException {
        if (bytes.length - limit < STEP) {
            if (start >= STEP) {
                System.arraycopy(bytes, start, bytes, 0, limit - start);
                limit -= start;
                start = 0;
            } else {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
        }
        int read = in.read(bytes, limit, bytes.length - limit);
        if (read < 0) {
            ended = true;
        } else {
            limit += read;
        }
    }

    /** The array that holds the window; changes with {@link #has}. */
    byte[] array() {
        return bytes;
    }

    /** Index in {@link #array()} of the window's first byte; changes with {@link #has}. */
    int index() {
        return start;
    }

    /** Bytes in the window now. */
    int available() {
        return limit - start;
    }

    /** Leaves that many bytes behind. */
    void advance(int count) {
        start += count;
        startOffset += count;
    }
}

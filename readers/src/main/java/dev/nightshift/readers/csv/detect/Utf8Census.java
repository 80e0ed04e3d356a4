package dev.nightshift.readers.csv.detect;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Counts what is UTF-8 in a stream of bytes and what is not. Not thread-safe. */
public final class Utf8Census {
    /** The most bytes that {@link #take} takes at once. */
    public static final int CHUNK = 1 << 16;

    private static final int LONGEST_SEQUENCE = 8;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer chars = CharBuffer.allocate(1 << 14);
    private final ByteBuffer carry = ByteBuffer.allocate(CHUNK + LONGEST_SEQUENCE);
    private long malformed;
    private long multibyte;
    private byte[] witness = {};

    /** Takes the next bytes, at most {@link #CHUNK}. */
    public void take(byte[] bytes, int length) {
        carry.put(bytes, 0, length);
        long before = malformed;
        decode(false);
        if (before == 0 && malformed > 0) {
            witness = Arrays.copyOf(bytes, length);
        }
    }

    /** There are no more bytes. */
    public void finish() {
        decode(true);
    }

    private void decode(boolean last) {
        carry.flip();
        while (true) {
            int before = carry.position();
            CoderResult result = decoder.decode(carry, chars, last);
            multibyte += carry.position() - before - chars.position();
            chars.clear();
            if (result.isError()) {
                malformed++;
                carry.position(carry.position() + result.length());
            } else if (result.isUnderflow()) {
                break;
            }
        }
        carry.compact();
    }

    /** Whether all of it is UTF-8, or so much that the rest is damage and no other charset. */
    boolean isUtf8() {
        return malformed == 0 || multibyte > malformed;
    }

    /** The first bytes taken at once that were not all UTF-8; empty when there are none. */
    byte[] witness() {
        return witness.clone();
    }
}

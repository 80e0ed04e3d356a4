package dev.nightshift.readers.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Counts what is UTF-8 in a stream of bytes and what is not. Not thread-safe. */
final class Utf8Census {
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer chars = CharBuffer.allocate(1 << 14);
    private final ByteBuffer carry = ByteBuffer.allocate((1 << 16) + 8);
    private long malformed;
    private long multibyte;

    /** Takes the next bytes, at most 65,536. */
    void take(byte[] bytes, int length, boolean last) {
        carry.put(bytes, 0, length).flip();
        while (true) {
            int before = carry.position();
            CoderResult result = decoder.decode(carry, chars, last);
            multibyte += (carry.position() - before) - chars.position();
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

    /** Sequences that are not UTF-8. */
    long malformed() {
        return malformed;
    }

    /** About how many bytes belong to characters beyond ASCII. */
    long multibyte() {
        return multibyte;
    }
}

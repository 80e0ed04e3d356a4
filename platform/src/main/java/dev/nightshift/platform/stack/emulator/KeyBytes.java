package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Keys of indexes as bytes: equal keys have equal bytes, and for null, numbers, strings, object
 * ids, booleans and dates the order of the bytes is MongoDB's order of the values.
 */
final class KeyBytes {
    private static final int NULL = 0x05;
    private static final int NUMBER = 0x10;
    private static final int STRING = 0x20;
    private static final int OTHER = 0x30;
    private static final int OBJECT_ID = 0x40;
    private static final int BOOLEAN = 0x50;
    private static final int DATE = 0x60;

    private KeyBytes() {}

    /** Bytes of one value, for example an {@code _id}; 1 and 1.0 are the same key. */
    static byte[] of(@Nullable Object value) {
        return of(new KeyValue(new Object[] {value}).normalized());
    }

    /** Bytes of a normalised key. */
    static byte[] of(KeyValue key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(48);
        for (Object value : key) {
            append(value, out);
        }
        return out.toByteArray();
    }

    private static void append(@Nullable Object value, ByteArrayOutputStream out) {
        switch (value) {
            case null -> out.write(NULL);
            case Double number -> {
                out.write(NUMBER);
                appendLong(sortable(number), out);
                out.write(0);
            }
            case Long number -> { // one that a double cannot tell from its neighbours
                out.write(NUMBER);
                appendLong(sortable(number.doubleValue()), out);
                out.write(1);
                appendLong(number ^ Long.MIN_VALUE, out);
            }
            case String text -> {
                out.write(STRING);
                appendEscaped(text.getBytes(StandardCharsets.UTF_8), out);
            }
            case ObjectId id -> {
                out.write(OBJECT_ID);
                out.writeBytes(id.toByteArray());
            }
            case Boolean flag -> {
                out.write(BOOLEAN);
                out.write(flag ? 1 : 0);
            }
            case Instant instant -> {
                out.write(DATE);
                appendLong(instant.toEpochMilli() ^ Long.MIN_VALUE, out);
            }
            default -> {
                out.write(OTHER);
                appendEscaped(DocumentBytes.of(new Document("", value)), out);
            }
        }
    }

    private static long sortable(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static void appendLong(long value, ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    // 0 ends the value, so that a shorter text sorts first; 0 and 1 inside it become 1,1 and 1,2.
    private static void appendEscaped(byte[] bytes, ByteArrayOutputStream out) {
        for (byte next : bytes) {
            if (next == 0 || next == 1) {
                out.write(1);
                out.write(next + 1);
            } else {
                out.write(next);
            }
        }
        out.write(0);
    }
}

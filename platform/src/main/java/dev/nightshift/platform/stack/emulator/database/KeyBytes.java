package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys of indexes as bytes: equal keys have equal bytes, and the order of the bytes is MongoDB's
 * order of the values, across all types.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">the
 *     order of types</a>
 */
final class KeyBytes {
    private static final int END = 0x00;
    private static final int MIN_KEY = 0x02;
    private static final int NULL = 0x05;
    private static final int NUMBER = 0x10;
    private static final int STRING = 0x20;
    private static final int OBJECT = 0x30;
    private static final int ARRAY = 0x34;
    private static final int BINARY = 0x38;
    private static final int OBJECT_ID = 0x40;
    private static final int BOOLEAN = 0x50;
    private static final int DATE = 0x60;
    private static final int TIMESTAMP = 0x64;
    private static final int REGEX = 0x68;
    private static final int CODE = 0x6c;
    private static final int OTHER = 0x70;
    private static final int MAX_KEY = 0x7f;

    /** Types as {@code $type} names them; kinds of number are one type to a key. */
    private static final Map<String, Integer> TYPES =
            Map.ofEntries(
                    Map.entry("minKey", MIN_KEY),
                    Map.entry("null", NULL),
                    Map.entry("number", NUMBER),
                    Map.entry("string", STRING),
                    Map.entry("symbol", STRING),
                    Map.entry("object", OBJECT),
                    Map.entry("binData", BINARY),
                    Map.entry("objectId", OBJECT_ID),
                    Map.entry("bool", BOOLEAN),
                    Map.entry("date", DATE),
                    Map.entry("timestamp", TIMESTAMP),
                    Map.entry("dbPointer", OTHER),
                    Map.entry("javascript", CODE),
                    Map.entry("javascriptWithScope", CODE),
                    Map.entry("maxKey", MAX_KEY));

    private KeyBytes() {}

    /** The first byte of the keys of all values of a type; empty when keys cannot tell it. */
    static Optional<Integer> typeNamed(Object alias) {
        return alias instanceof String name
                ? Optional.ofNullable(TYPES.get(name))
                : Optional.empty();
    }

    /** Bytes of one value, for example an {@code _id}; 1 and 1.0 are the same key. */
    static byte[] of(@Nullable Object value) {
        return of(new KeyValue(new Object[] {value}).normalized());
    }

    /** Bytes of a normalised key. */
    static byte[] of(KeyValue key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(48);
        for (Object value : key) {
            out.write(type(value));
            append(value, out);
        }
        return out.toByteArray();
    }

    private static int type(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case MinKey min -> MIN_KEY;
            case Number number -> NUMBER;
            case String text -> STRING;
            case Map<?, ?> object -> OBJECT;
            case Collection<?> array -> ARRAY;
            case BinData bytes -> BINARY;
            case UUID uuid -> BINARY;
            case LegacyUUID uuid -> BINARY;
            case ObjectId id -> OBJECT_ID;
            case Boolean flag -> BOOLEAN;
            case Instant date -> DATE;
            case BsonTimestamp timestamp -> TIMESTAMP;
            case BsonRegularExpression regex -> REGEX;
            case BsonJavaScript code -> CODE;
            case MaxKey max -> MAX_KEY;
            default -> OTHER;
        };
    }

    /** What follows the type; nothing for a type of one value. */
    private static void append(@Nullable Object value, ByteArrayOutputStream out) {
        switch (value) {
            case null -> {}
            case MinKey min -> {}
            case MaxKey max -> {}
            case Long number -> { // one that a double cannot tell from its neighbours
                appendLong(sortable(number.doubleValue()), out);
                out.write(1);
                appendLong(number ^ Long.MIN_VALUE, out);
            }
            case Number number -> {
                appendLong(sortable(number.doubleValue()), out);
                out.write(0);
            }
            case String text -> appendEscaped(text.getBytes(StandardCharsets.UTF_8), out);
            case Map<?, ?> object -> {
                object.forEach(
                        (name, field) -> {
                            out.write(type(field));
                            appendEscaped(
                                    String.valueOf(name).getBytes(StandardCharsets.UTF_8), out);
                            append(field, out);
                        });
                out.write(END);
            }
            case Collection<?> array -> {
                for (Object element : array) {
                    out.write(type(element));
                    append(element, out);
                }
                out.write(END);
            }
            case BinData binary -> appendBinary(0, binary.getData(), out);
            case LegacyUUID uuid -> appendBinary(3, reversed(uuid.getUuid()), out);
            case UUID uuid ->
                    appendBinary(
                            4,
                            ByteBuffer.allocate(2 * Long.BYTES)
                                    .putLong(uuid.getMostSignificantBits())
                                    .putLong(uuid.getLeastSignificantBits())
                                    .array(),
                            out);
            case ObjectId id -> out.writeBytes(id.toByteArray());
            case Boolean flag -> out.write(flag ? 1 : 0);
            case Instant instant -> appendLong(instant.toEpochMilli() ^ Long.MIN_VALUE, out);
            case BsonTimestamp timestamp -> appendLong(timestamp.getValue(), out);
            default -> appendEscaped(DocumentBytes.of(new Document("", value)), out);
        }
    }

    // By length first, then by what it is, then by content.
    private static void appendBinary(int subtype, byte[] bytes, ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.write(subtype);
        out.writeBytes(bytes);
    }

    /** The bytes as the old subtype stores them: each half from its end. */
    private static byte[] reversed(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(Long.reverseBytes(uuid.getMostSignificantBits()))
                .putLong(Long.reverseBytes(uuid.getLeastSignificantBits()))
                .array();
    }

    // NaN is below all other numbers.
    private static long sortable(double number) {
        if (Double.isNaN(number)) {
            return 0;
        }
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

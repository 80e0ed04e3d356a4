package dev.nightshift.readers.mongo;

import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;

import java.util.Date;
import java.util.List;

/** Ids of every type that MongoDB takes, written down in the order of its manual. */
@SuppressWarnings("JavaUtilDate") // what a BSON date is to the driver
final class MixedIds {
    static final List<Object> ASCENDING =
            List.of(
                    new MinKey(),
                    Double.NaN,
                    Double.NEGATIVE_INFINITY,
                    Long.MIN_VALUE,
                    -2.5,
                    -1,
                    0,
                    Decimal128.parse("0.5"),
                    1L,
                    1.5,
                    2,
                    (1L << 53),
                    (1L << 53) + 1,
                    Double.POSITIVE_INFINITY,
                    "",
                    "\u0000",
                    "10",
                    "9",
                    "a",
                    "a\u0000",
                    "ab",
                    "b",
                    "\uFFFD",
                    "\uD83D\uDE00",
                    new Document(),
                    new Document("a", 1),
                    new Document("a", 1).append("b", 1),
                    new Document("b", 1),
                    new Document("a", "1"),
                    new Document("a", new Document("a", 1)),
                    binary(0),
                    binary(0, 9),
                    binary(0, 10),
                    binary(0, 255),
                    binary(0, 0, 0),
                    uuid(3, 1),
                    uuid(3, 2),
                    uuid(4, 1),
                    uuid(4, 200),
                    new ObjectId("000000000000000000000001"),
                    new ObjectId("ff0000000000000000000000"),
                    false,
                    true,
                    new Date(-1),
                    new Date(0),
                    new Date(1),
                    new BsonTimestamp(1, 1),
                    new BsonTimestamp(1, 2),
                    new BsonTimestamp(2, 0),
                    new MaxKey());

    private MixedIds() {}

    private static Binary binary(int subtype, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return new Binary((byte) subtype, data);
    }

    private static Binary uuid(int subtype, int first) {
        byte[] data = new byte[16];
        data[0] = (byte) first;
        return new Binary((byte) subtype, data);
    }
}

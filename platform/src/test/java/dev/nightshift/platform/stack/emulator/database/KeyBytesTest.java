package dev.nightshift.platform.stack.emulator.database;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

class KeyBytesTest {
    @Test
    void bytesSortAsMongoDbSortsTheValues() {
        List<Object> ascending =
                Arrays.asList(
                        MinKey.getInstance(),
                        null,
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        -2.5,
                        -1,
                        0,
                        0.5,
                        3L,
                        (1L << 53),
                        (1L << 53) + 1,
                        Double.POSITIVE_INFINITY,
                        "",
                        "\u0000",
                        "\u0000a",
                        "\u0001",
                        "a",
                        "a\u0000",
                        "ab",
                        "b",
                        "é",
                        "\uFFFD",
                        "\uD83D\uDE00",
                        new Document(),
                        new Document("a", null),
                        new Document("a", 1),
                        new Document("a", 1).append("b", 1),
                        new Document("a\u0001", 1),
                        new Document("b", 1),
                        new Document("a", "1"),
                        List.of(),
                        List.of(1),
                        List.of(1, 1),
                        List.of(2),
                        new BinData(new byte[] {9}),
                        new BinData(new byte[] {-1}),
                        new BinData(new byte[] {0, 0}),
                        new LegacyUUID(1L << 56 | 1, 0),
                        new LegacyUUID(2, 0),
                        new UUID(1, 0),
                        new UUID(-1, 0),
                        new ObjectId("000000000000000000000001"),
                        new ObjectId("ff0000000000000000000000"),
                        false,
                        true,
                        Instant.EPOCH.minusMillis(1),
                        Instant.EPOCH,
                        new BsonTimestamp(1),
                        new BsonTimestamp(2),
                        new BsonRegularExpression("a", ""),
                        new BsonRegularExpression("b", ""),
                        new BsonJavaScript("a"),
                        MaxKey.getInstance());

        for (int i = 1; i < ascending.size(); i++) {
            assertThat(
                            Arrays.compareUnsigned(
                                    KeyBytes.of(ascending.get(i - 1)),
                                    KeyBytes.of(ascending.get(i))))
                    .as("%s before %s", ascending.get(i - 1), ascending.get(i))
                    .isNegative();
        }
    }

    @Test
    void numbersOfOneValueAreOneKey() {
        assertThat(KeyBytes.of(new Document("a", List.of(1))))
                .isEqualTo(KeyBytes.of(new Document("a", List.of(1.0))));
        assertThat(KeyBytes.of(1)).isEqualTo(KeyBytes.of(1L)).isEqualTo(KeyBytes.of(1.0));
        assertThat(KeyBytes.of(-0.0)).isEqualTo(KeyBytes.of(0));
    }
}

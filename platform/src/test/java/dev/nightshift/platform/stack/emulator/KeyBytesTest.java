package dev.nightshift.platform.stack.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.ObjectId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class KeyBytesTest {
    @Test
    void bytesSortAsMongoDbSortsTheValues() {
        List<Object> ascending =
                Arrays.asList(
                        null,
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
                        new ObjectId("000000000000000000000001"),
                        new ObjectId("ff0000000000000000000000"),
                        false,
                        true,
                        Instant.EPOCH.minusMillis(1),
                        Instant.EPOCH);

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
        assertThat(KeyBytes.of(1)).isEqualTo(KeyBytes.of(1L)).isEqualTo(KeyBytes.of(1.0));
        assertThat(KeyBytes.of(-0.0)).isEqualTo(KeyBytes.of(0));
    }
}

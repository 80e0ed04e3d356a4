package dev.nightshift.jobs.backfill.company;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class HashesTest {
    @Test
    void values_are_remembered_as_far_as_there_is_room() {
        Hashes hashes = new Hashes(100_000);
        assertThat(hashes.isEmpty()).isTrue();

        for (int n = 0; n < 100_000; n++) {
            assertThat(hashes.add(n == 7 ? 0 : Hashes.of("value " + n))).isTrue();
        }

        assertThat(hashes.isFull()).isTrue();
        assertThat(hashes.contains(0)).isTrue();
        assertThat(hashes.contains(Hashes.of("value 99999"))).isTrue();
        assertThat(hashes.contains(Hashes.of("value 7"))).isFalse();
        assertThat(hashes.add(Hashes.of("value 7"))).as("there is no room").isFalse();
        assertThat(hashes.add(Hashes.of("value 8"))).as("it is there").isFalse();
    }

    @Test
    void numbers_are_compared_by_value_and_kinds_of_values_are_told_apart() {
        assertThat(Hashes.of(1)).isEqualTo(Hashes.of(1.0)).isEqualTo(Hashes.of(1L));
        assertThat(Hashes.of(1)).isNotEqualTo(Hashes.of("1")).isNotEqualTo(Hashes.of("1.0"));
        assertThat(Hashes.of(List.of("a", "b")))
                .isNotEqualTo(Hashes.of(List.of("ab", "")))
                .isNotEqualTo(Hashes.of(List.of("b", "a")));
        assertThat(Hashes.of(Arrays.asList("a", null)))
                .isNotEqualTo(Hashes.of(List.of("a", "null")));
    }

    @Test
    void ten_million_keys_take_less_than_a_small_heap() {
        long heap = 256L << 20;
        long bytes = 4L * Hashes.room(heap, 4) * Long.BYTES;

        assertThat(bytes).isLessThanOrEqualTo(heap / 4);
        assertThat(Hashes.room(heap, 4)).as("in five parts").isGreaterThan(2_000_000);
    }
}

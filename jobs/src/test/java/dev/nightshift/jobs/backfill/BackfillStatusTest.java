package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackfillStatusTest {
    @Test
    void what_is_left_takes_as_long_as_a_lower_cap_makes_it() {
        assertThat(BackfillStatus.left(1_000, 500, 0)).isEqualTo(2_000);
        assertThat(BackfillStatus.left(1_000, 500, 10)).isEqualTo(100_000);
        assertThat(BackfillStatus.left(1_000, 500, 9_000)).isEqualTo(2_000);
    }
}

package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackfillStatusTest {
    @Test
    void from_now_on_it_is_no_faster_than_the_cap() {
        assertThat(BackfillStatus.capped(500, 0)).isEqualTo(500);
        assertThat(BackfillStatus.capped(500, 10)).isEqualTo(10);
        assertThat(BackfillStatus.capped(500, 9_000)).isEqualTo(500);
    }
}

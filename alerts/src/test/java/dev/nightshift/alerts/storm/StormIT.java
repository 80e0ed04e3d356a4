package dev.nightshift.alerts.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

class StormIT {
    @Test
    @Timeout(120)
    void everyAlertOfAStormIsAccountedForWhileEachServerIsAwayInTurn() throws Exception {
        StormReport report =
                Storm.run(
                        new StormPlan(Duration.ofMillis(1_500), 10_000, 20, 5_000),
                        EmbeddedStack.fresh());

        assertThat(report.holds()).as(report.line()).isTrue();
        assertThat(report.emitted()).isGreaterThan(20_000);
        assertThat(report.adopted()).isEqualTo(5_000);
        // Once each, and once more where two processes could not ask Redis.
        assertThat(report.mostTold()).as(report.line()).isBetween(1L, 2L);
        assertThat(report.failedSendings()).isPositive();
        assertThat(report.heapGrowth()).as(report.line()).isLessThan(96L << 20);
        assertThat(report.p99Micros()).as(report.line()).isLessThan(5_000);
    }
}

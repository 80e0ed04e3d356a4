package dev.nightshift.alerts.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code -Dstorm.phaseMillis=60000} makes each cut a minute long, as on a bad night; what came of
 * it is printed then.
 */
class StormIT {
    private static final int SHORT = 1_500;
    private static final int PHASE = Integer.getInteger("storm.phaseMillis", SHORT);

    @Test
    @Timeout(1_200)
    void everyAlertOfAStormIsAccountedForWhileEachServerIsAwayInTurn() throws Exception {
        StormReport report =
                Storm.run(
                        new StormPlan(Duration.ofMillis(PHASE), 10_000, 20, 5_000),
                        EmbeddedStack.fresh(),
                        InstantSource.system());

        if (PHASE != SHORT) {
            System.out.println(report.line());
        }
        assertThat(report.holds()).as(report.line()).isTrue();
        assertThat(report.emitted()).isGreaterThan(20_000);
        assertThat(report.adopted()).isEqualTo(5_000);
        // Once each, and once more where two processes could not ask Redis.
        assertThat(report.mostTold()).as(report.line()).isBetween(1L, 2L + 5L * PHASE / 60_000);
        assertThat(report.heapGrowth()).as(report.line()).isLessThan(96L << 20);
        // Callers of a machine that is busy with other things wait for a core, not for us.
        assertThat(report.p99Micros()).as(report.line()).isLessThan(50_000);
    }
}

package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

class ElapsedTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long nanos = 5;
    private Instant wall = Instant.EPOCH;
    private final Elapsed elapsed = new Elapsed(() -> nanos, () -> wall);

    private long after(long nanoSeconds, long wallSeconds) {
        nanos += nanoSeconds * SECOND;
        wall = wall.plusSeconds(wallSeconds);
        return elapsed.getAsLong() / SECOND;
    }

    @Test
    void aMachineThatWasSuspendedIsOlderThanItsOwnClock() {
        assertThat(after(1, 1)).isEqualTo(1);
        assertThat(after(0, 30)).isEqualTo(31);
        assertThat(after(1, 1)).isEqualTo(32);
    }

    @Test
    void aWallClockThatIsPutBackTakesNothingAway() {
        assertThat(after(1, 3_600)).isEqualTo(3_600);
        assertThat(after(1, -3_600)).isEqualTo(3_601);
        assertThat(after(2, 2)).isEqualTo(3_603);
    }
}

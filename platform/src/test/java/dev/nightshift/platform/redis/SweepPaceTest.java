package dev.nightshift.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class SweepPaceTest {
    private long now = 1;
    private long answer = 100_000;
    private long waited;
    private long endsAt = Long.MAX_VALUE;

    @Test
    void soManyKeysTakeAsLongAsTheyMay() {
        SweepPace pace = pace(100_000);

        for (int i = 0; i < 1_000; i++) {
            pace.spent(100);
        }

        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isBetween(990L, 1_010L);
        assertThat(pace.piece()).isEqualTo(166);
        assertThat(pace.paced()).isTrue();
    }

    @Test
    void aBusyServerIsSparedUntilItAnswersAsUsual() {
        SweepPace pace = pace(100_000);
        pace.spent(100);
        answer = TimeUnit.MILLISECONDS.toNanos(20);
        for (int i = 0; i < 1_000; i++) {
            pace.spent(100);
        }
        assertThat(pace.slowness()).isEqualTo(64);

        answer = 100_000;
        for (int i = 0; i < 100_000 && pace.slowness() > 1; i++) {
            pace.spent(100);
        }
        assertThat(pace.slowness()).isEqualTo(1);
    }

    @Test
    void withoutALimitOnlyABusyServerIsWaitedFor() {
        SweepPace pace = pace(0);
        for (int i = 0; i < 1_000; i++) {
            pace.spent(1_000);
            now += 1_000_000;
        }
        assertThat(waited).isZero();
        assertThat(pace.piece()).isEqualTo(KeySweep.MOST);

        answer = TimeUnit.SECONDS.toNanos(1);
        for (int i = 0; i < 1_000; i++) {
            pace.spent(1_000);
            now += 1_000_000;
        }
        assertThat(waited).isPositive();
    }

    @Test
    void whoIsAskedToEndWaitsNoLonger() {
        endsAt = TimeUnit.MILLISECONDS.toNanos(250);
        SweepPace pace = pace(1);

        pace.spent(5);

        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isBetween(250L, 350L);
        assertThat(pace.isEnding()).isTrue();
        pace.spent(5);
        assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isBetween(250L, 360L);
    }

    @Test
    void aCommandIsAboutTheDocumentsOfASecondAtMost() {
        assertThat(pace(0).documents()).isEqualTo(1_000);
        assertThat(pace(SweepPace.GENTLE).documents()).isEqualTo(1_000);
        assertThat(pace(50).documents()).isEqualTo(50);
    }

    private SweepPace pace(long rate) {
        return new SweepPace(
                rate,
                () -> now += answer,
                () -> now >= endsAt,
                () -> now,
                nanos -> {
                    waited += nanos;
                    now += nanos;
                });
    }
}

package dev.nightshift.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

class IdleWatchTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void isOverWhenNobodyWasConnectedForTheWholeLimit() {
        IdleWatch watch = new IdleWatch(clock, LIMIT);

        step(LIMIT.minusMillis(1));
        assertThat(watch.isOver(0)).isFalse();
        step(Duration.ofMillis(1));
        assertThat(watch.isOver(0)).isTrue();
    }

    @Test
    void isNeverOverWhileSomebodyIsConnected() {
        IdleWatch watch = new IdleWatch(clock, LIMIT);

        step(LIMIT.multipliedBy(5));
        assertThat(watch.isOver(1)).isFalse();
        step(LIMIT.minusMillis(1));
        assertThat(watch.isOver(0)).isFalse();
    }

    @Test
    void startsAgainWhenTheClockIsSetBack() {
        IdleWatch watch = new IdleWatch(clock, LIMIT);

        step(LIMIT.negated());
        assertThat(watch.isOver(0)).isFalse();
        step(LIMIT);
        assertThat(watch.isOver(0)).isTrue();
    }

    private void step(Duration duration) {
        now = now.plus(duration);
    }
}

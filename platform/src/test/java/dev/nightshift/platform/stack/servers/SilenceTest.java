package dev.nightshift.platform.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class SilenceTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Silence silence = new Silence(Duration.ofNanos(10), nanos::get);

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        nanos.addAndGet(10);
        assertThat(silence.isTooLong()).isFalse();
        nanos.incrementAndGet();
        assertThat(silence.isTooLong()).isTrue();
    }

    @Test
    void aServerThatReadsItsDataIsWaitedForHoweverLongItTakes() {
        for (int i = 0; i < 100; i++) {
            nanos.addAndGet(9);
            silence.broken();
            assertThat(silence.isTooLong()).isFalse();
        }
        nanos.addAndGet(11);
        assertThat(silence.isTooLong()).isTrue();
    }
}

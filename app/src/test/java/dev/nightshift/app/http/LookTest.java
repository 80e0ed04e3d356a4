package dev.nightshift.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class LookTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void whatIsSeenIsTold() {
        AtomicInteger looks = new AtomicInteger();
        Look<Integer> look = new Look<>("a", LONG, looks::incrementAndGet);

        assertThat(look.seen()).contains(1);
        assertThat(look.seen()).contains(2);
    }

    @Test
    void aServerThatIsAwayIsNotSeen() {
        Look<Integer> look =
                new Look<>(
                        "a",
                        LONG,
                        () -> {
                            throw new IllegalStateException("away");
                        });

        assertThat(look.seen()).isEmpty();
    }

    @Test
    void whoAsksAServerThatHangsIsAnsweredAndOneLookHangsAlone() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        Supplier<Integer> hanging =
                () -> {
                    int number = looks.incrementAndGet();
                    try {
                        back.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return number;
                };
        Look<Integer> look = new Look<>("a", Duration.ofMillis(50), hanging);

        assertThat(look.seen()).isEmpty();
        assertThat(look.seen()).isEmpty();
        assertThat(looks).hasValue(1);

        back.countDown();
        Optional<Integer> seen = look.seen();
        while (seen.isEmpty()) {
            seen = look.seen();
        }
        assertThat(seen.orElseThrow()).isPositive();
    }
}

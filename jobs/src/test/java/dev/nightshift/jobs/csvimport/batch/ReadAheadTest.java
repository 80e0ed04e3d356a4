package dev.nightshift.jobs.csvimport.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class ReadAheadTest {
    @Test
    void items_come_in_order_and_end_once() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (var ahead = new ReadAhead<>("test", 2, () -> upTo(made, 100))) {
            List<Integer> taken = new ArrayList<>();
            for (Integer item = ahead.next(); item != null; item = ahead.next()) {
                taken.add(item);
            }
            assertThat(taken).hasSize(100).isSorted().doesNotHaveDuplicates();
            assertThat(ahead.next()).isNull();
        }
    }

    @Test
    void a_failure_of_the_source_comes_after_the_items_before_it() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (var ahead =
                new ReadAhead<Integer>(
                        "test",
                        2,
                        () -> {
                            if (made.get() == 3) {
                                throw new IOException("disk gone");
                            }
                            return made.incrementAndGet();
                        })) {
            assertThat(List.of(ahead.next(), ahead.next(), ahead.next())).containsExactly(1, 2, 3);
            assertThatThrownBy(ahead::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void what_breaks_the_source_is_thrown() {
        AssertionError broken = new AssertionError("broken");
        try (var ahead =
                new ReadAhead<Integer>(
                        "test",
                        2,
                        () -> {
                            throw broken;
                        })) {
            assertThatThrownBy(ahead::next).isSameAs(broken);
        }
    }

    @Test
    void who_closes_and_is_interrupted_stays_interrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        var ahead =
                new ReadAhead<>(
                        "test",
                        1,
                        () -> {
                            started.countDown();
                            return upTo(made, Integer.MAX_VALUE);
                        });
        started.await();

        Thread.currentThread().interrupt();
        ahead.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closing_ends_a_source_that_waits_for_room() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        var ahead =
                new ReadAhead<>(
                        "test",
                        1,
                        () -> {
                            started.countDown();
                            return upTo(made, Integer.MAX_VALUE);
                        });
        started.await();
        ahead.close();
        int afterClose = made.get();
        assertThat(afterClose).isLessThanOrEqualTo(3);
    }

    @Test
    void closing_ends_a_source_whose_queue_is_full() throws Exception {
        CountDownLatch full = new CountDownLatch(2);
        AtomicInteger made = new AtomicInteger();
        var ahead =
                new ReadAhead<>(
                        "test",
                        1,
                        () -> {
                            full.countDown();
                            return upTo(made, Integer.MAX_VALUE);
                        });
        full.await();
        assertTimeoutPreemptively(Duration.ofSeconds(30), ahead::close);
        assertThat(made.get()).isEqualTo(2);
    }

    private static @Nullable Integer upTo(AtomicInteger made, int limit) {
        int next = made.incrementAndGet();
        return next <= limit ? next : null;
    }
}

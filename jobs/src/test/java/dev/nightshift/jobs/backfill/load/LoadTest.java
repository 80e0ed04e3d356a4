package dev.nightshift.jobs.backfill.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.load.HealthSignals.Advice;
import dev.nightshift.platform.mongo.server.MongoHealth;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class LoadTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void a_batch_grows_and_shrinks_to_its_target_within_bounds() {
        BatchSize size = new BatchSize(new BatchSize.Terms(10, 100, 1_000, Duration.ofMillis(100)));
        assertThat(size.now()).isEqualTo(100);
        size.took(100, TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(size.now()).isEqualTo(200);
        size.took(200, TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(size.now()).isEqualTo(200);
        size.took(50, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(size.now()).as("a part of a batch tells little").isEqualTo(200);
        size.took(200, SECOND);
        assertThat(size.now()).isEqualTo(100);
        for (int i = 0; i < 10; i++) {
            size.took(size.now(), 100 * SECOND);
        }
        assertThat(size.now()).isEqualTo(10);
        for (int i = 0; i < 20; i++) {
            size.took(size.now(), 1);
        }
        assertThat(size.now()).isEqualTo(1_000);
        size.took(0, 0);
        assertThat(size.now()).isEqualTo(1_000);
    }

    @Test
    void a_pace_spreads_documents_over_time_and_earns_no_burst() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace(100, now::get);
        assertThat(booked(pace, 50)).isZero();
        assertThat(booked(pace, 50)).isEqualTo(SECOND / 2);
        now.set(10 * SECOND);
        assertThat(booked(pace, 100)).isZero();
        assertThat(booked(pace, 1)).isEqualTo(SECOND);
        pace.rate(0);
        assertThat(booked(pace, 1_000_000)).isZero();
        assertThat(booked(pace, 1_000_000)).isZero();
        pace.rate(1);
        assertThat(pace.rate()).isEqualTo(1);
        assertThat(booked(pace, 1)).as("what was booked without a cap is no debt").isZero();
        assertThat(booked(pace, 1)).isEqualTo(SECOND);
    }

    @Test
    void whoever_waits_follows_another_pace_at_once() {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace(100, now::get);
        long first = pace.book(5_000);
        long second = pace.book(5_000);
        assertThat(pace.left(first)).isZero();
        assertThat(pace.left(second)).isEqualTo(50 * SECOND);
        now.addAndGet(10 * SECOND);
        assertThat(pace.left(second)).isEqualTo(40 * SECOND);
        pace.rate(1_000);
        assertThat(pace.left(second)).isEqualTo(4 * SECOND);
        now.addAndGet(SECOND);
        pace.rate(100);
        assertThat(pace.left(second)).isEqualTo(30 * SECOND);
        pace.rate(0);
        assertThat(pace.left(second)).isZero();
    }

    private static long booked(Pace pace, int documents) {
        return pace.left(pace.book(documents));
    }

    @Test
    void slots_are_given_up_to_a_limit_that_can_change() throws Exception {
        Slots slots = new Slots(1);
        assertThat(slots.take()).isTrue();
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> taken(slots));
        assertThat(second).isNotDone();
        slots.limit(2);
        assertThat(second.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(slots.renew()).isTrue();
        slots.limit(1);
        CompletableFuture<Boolean> lowered = CompletableFuture.supplyAsync(() -> renewed(slots));
        slots.release();
        assertThat(lowered.get(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> taken(slots));
        slots.close();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(slots.renew()).isFalse();
    }

    private static boolean taken(Slots slots) {
        try {
            return slots.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean renewed(Slots slots) {
        try {
            return slots.renew();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MongoHealth ping(long millis) {
        return new MongoHealth(Duration.ofMillis(millis), Optional.empty(), 1, 10);
    }

    @Test
    void answers_are_judged_against_their_own_baseline() {
        AtomicLong now = new AtomicLong();
        HealthSignals signals = new HealthSignals(now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(signals.judge(ping(2)).advice()).isEqualTo(Advice.GO);
        }
        assertThat(signals.judge(ping(45)).advice()).as("quick enough").isEqualTo(Advice.GO);
        HealthSignals.Judgement slow = signals.judge(ping(80));
        assertThat(slow.advice()).isEqualTo(Advice.SLOW);
        assertThat(slow.reason()).startsWith("MongoDB answers in 80 ms, usually in ");
        assertThat(signals.judge(ping(2)).advice()).isEqualTo(Advice.GO);
        assertThat(signals.judge(ping(80)).advice()).isEqualTo(Advice.SLOW);
        now.addAndGet(61 * SECOND);
        assertThat(signals.judge(ping(80)).advice()).isEqualTo(Advice.STOP);
    }

    @Test
    void grave_answers_stop_the_work_when_they_last_and_a_hiccup_does_not() {
        AtomicLong now = new AtomicLong();
        HealthSignals signals = new HealthSignals(now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(signals.judge(ping(2)).advice()).isEqualTo(Advice.GO);
        }
        assertThat(signals.judge(ping(2_000)).advice()).isEqualTo(Advice.SLOW);
        now.addAndGet(2 * SECOND);
        assertThat(signals.judge(ping(2)).advice()).isEqualTo(Advice.GO);
        now.addAndGet(20 * SECOND);
        assertThat(signals.judge(ping(2_000)).advice()).as("another").isEqualTo(Advice.SLOW);
        now.addAndGet(9 * SECOND);
        assertThat(signals.judge(ping(80)).advice()).as("less grave").isEqualTo(Advice.SLOW);
        now.addAndGet(2 * SECOND);
        assertThat(signals.judge(ping(2_000)).advice()).isEqualTo(Advice.SLOW);
        now.addAndGet(11 * SECOND);
        HealthSignals.Judgement grave = signals.judge(ping(2_000));
        assertThat(grave.advice()).isEqualTo(Advice.STOP);
        assertThat(grave.reason()).endsWith(", for ten seconds");
    }

    @Test
    void lag_and_a_full_pool_are_strain() {
        HealthSignals signals = new HealthSignals(() -> 0);
        assertThat(signals.judge(lag(5)).advice()).isEqualTo(Advice.GO);
        assertThat(signals.judge(lag(11)).reason())
                .isEqualTo("a member of the replica set is 11 s behind");
        assertThat(signals.judge(lag(61)).advice()).isEqualTo(Advice.STOP);
        MongoHealth full = new MongoHealth(Duration.ofMillis(1), Optional.empty(), 9, 10);
        assertThat(full.poolShare()).isEqualTo(0.9);
        assertThat(signals.judge(full).reason())
                .isEqualTo("9 of 10 connections to MongoDB are in use");
        assertThat(new MongoHealth(Duration.ZERO, Optional.empty(), 0, 0).poolShare()).isZero();
    }

    private static MongoHealth lag(long seconds) {
        return new MongoHealth(
                Duration.ofMillis(1), Optional.of(Duration.ofSeconds(seconds)), 1, 10);
    }

    @Test
    void a_throttle_follows_its_limits_and_the_stores_strain() throws Exception {
        AtomicLong now = new AtomicLong();
        Throttle throttle =
                new Throttle(
                        new BatchSize(new BatchSize.Terms(10, 100, 100, Duration.ofMillis(100))),
                        new Pace(0, now::get),
                        new Slots(1));
        assertThat(throttle.batchSize()).isEqualTo(100);
        throttle.limits(20, 2);
        assertThat(throttle.batchSize()).isEqualTo(20);
        throttle.await(10, () -> false);
        throttle.await(10_000, () -> true);
        throttle.follow(new HealthSignals.Judgement(Advice.SLOW, "why"));
        long start = System.nanoTime();
        throttle.took(100, TimeUnit.MILLISECONDS.toNanos(150), () -> false);
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(149));
        throttle.follow(new HealthSignals.Judgement(Advice.GO, ""));
        throttle.took(100, 1_000 * SECOND, () -> false);
    }
}

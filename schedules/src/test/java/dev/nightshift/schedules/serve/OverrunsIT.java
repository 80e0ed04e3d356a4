package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.launch.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is at work for longer than its schedule allows is told, whatever else goes wrong. */
@Timeout(60)
class OverrunsIT {
    private static final Instant DUE = Instant.parse("2026-11-21T01:00:00Z");
    private static final Row SLOW = Row.aRow("slow", "0 0 1 1 1 ?").longest(Duration.ofMillis(100));
    private static final String TOLD = "NIGHTSHIFT_SCHEDULE_RETENTION_OVERRAN";

    private final Bench bench = new Bench(TestStores.h2(), InstantSource.system());

    @Test
    void aRunThatEndedJustThenKeepsNobodyFromBeingTold() throws Exception {
        try (bench) {
            bench.breakNextStop(
                    new NightshiftException(FailureCode.RUN_STATE, "It is over.", "Nothing."));
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(SLOW.stops().build(), DUE);
            bench.await(() -> bench.stopped().contains(1L));

            assertThat(bench.alerts()).contains(TOLD);
            assertThat(bench.events("slow")).containsExactly(Event.RUNNING, Event.OVERRAN);
            release.countDown();
            first.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatCouldNotBeToldAtOnceIsToldLater() throws Exception {
        try (bench) {
            bench.breakNextAlert(new DataAccessResourceFailureException("away"));
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(SLOW.build(), DUE);
            bench.await(() -> bench.alerts().contains(TOLD));

            release.countDown();
            first.get(60, TimeUnit.SECONDS);
            assertThat(bench.events("slow")).containsExactly(Event.COMPLETED, Event.OVERRAN);
        }
    }

    @Test
    void nothingMoreBeginsOfWhatIsStopped() throws Exception {
        try (bench) {
            bench.company("acme");
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first =
                    bench.fire(SLOW.of(ScheduledJob.INBOX_IMPORT).stops().build(), DUE);
            bench.await(() -> bench.stopped().contains(1L));
            release.countDown();
            first.get(60, TimeUnit.SECONDS);

            assertThat(bench.orders()).containsExactly("acme");
            assertThat(bench.history("slow").getFirst())
                    .satisfies(
                            row -> {
                                assertThat(row.event()).isEqualTo(Event.FAILED);
                                assertThat(row.detail())
                                        .isEqualTo(
                                                "it was at work for longer than PT0.1S, and 1"
                                                        + " companies had no turn");
                            });
            assertThat(bench.alerts())
                    .contains(
                            "NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_OVERRAN demo",
                            "NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_FAILED demo");
        }
    }

    @Test
    void aRunThatBeginsLaterIsStoppedToo() throws Exception {
        try (bench) {
            CountDownLatch next = new CountDownLatch(1);
            bench.outcome(
                    order -> {
                        bench.accept(7);
                        try {
                            next.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return new Outcome(Outcome.State.STOPPED, 2, "an import was stopped");
                    });
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(SLOW.stops().build(), DUE);
            bench.await(() -> bench.stopped().contains(1L));
            release.countDown();
            bench.await(() -> bench.stopped().contains(7L));
            next.countDown();
            first.get(60, TimeUnit.SECONDS);

            assertThat(bench.stopped()).containsExactly(1L, 7L);
        }
    }
}

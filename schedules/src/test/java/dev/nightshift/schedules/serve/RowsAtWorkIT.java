package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.launch.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A row is at work as long as somebody works on it, and no longer. */
@Timeout(60)
class RowsAtWorkIT {
    private static final Instant DUE = Instant.parse("2026-11-21T01:00:00Z");
    private static final Schedule ROW = Row.aRow("slow", "0 0 1 1 1 ?").build();

    /** Its company is not there. */
    private static final Schedule GONE =
            Row.aRow("gone", "0 0 1 1 1 ?")
                    .of(ScheduledJob.INBOX_IMPORT)
                    .onlyFor(new CompanyId("nobody"))
                    .build();

    private final Endpoints stores = TestStores.h2();

    private Bench bench(Schedule... rows) {
        return new Bench(stores, InstantSource.system(), rows);
    }

    @Test
    void whatIsAtWorkForLongerThanItsLeaseIsNotTakenForDead() throws Exception {
        try (Bench bench = bench(ROW)) {
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(ROW, DUE);
            bench.awaitLaunches(1);
            bench.lapseRows();
            bench.giveSigns();

            assertThat(bench.historyStore().bury()).isEmpty();
            release.countDown();
            first.get(60, TimeUnit.SECONDS);
            assertThat(bench.events("slow")).containsExactly(Event.COMPLETED);
        }
    }

    @Test
    void aRowThatNobodyWorksOnGetsNoSignOfLife() {
        try (Bench bench = bench(ROW)) {
            ScheduleHistory history = bench.historyStore();
            assertThat(history.claim(entry("slow"), false)).isPresent();
            bench.lapseRows();
            bench.giveSigns();

            assertThat(history.bury()).hasSize(1);
        }
    }

    @Test
    void aRowWhoseStoreWasAwayIsLostAndGoesOnAMomentLater() throws Exception {
        try (Bench bench = bench(ROW)) {
            breakWith(bench, new DataAccessResourceFailureException("away"));
            assertThat(bench.events("slow")).containsExactly(Event.LOST);

            assertThat(bench.firing().goOn(new Schedules(List.of(ROW)))).isEmpty();
            bench.restRows();
            assertThat(bench.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
            bench.awaitEvents("slow", Event.COMPLETED, 1);
            assertThat(bench.events("slow")).hasSize(1);
        }
    }

    @Test
    void aRowThatWasTakenFromItsProcessIsJudgedOnceByWhoeverHasItNow() throws Exception {
        try (Bench silent = bench(ROW);
                Bench second = bench(ROW);
                Bench third = bench(ROW)) {
            CountDownLatch asleep = silent.block();
            silent.outcome(order -> new Outcome(Outcome.State.FAILED, 1, "LEASE_LOST"));
            CompletableFuture<Void> first = silent.fire(ROW, DUE);
            silent.awaitLaunches(1);
            silent.lapseRows();

            CountDownLatch atWork = second.block();
            assertThat(second.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
            assertThat(third.firing().goOn(new Schedules(List.of(ROW)))).isEmpty();
            second.awaitEvents("slow", Event.RUNNING, 1);
            asleep.countDown();
            first.get(60, TimeUnit.SECONDS);
            assertThat(second.events("slow")).containsExactly(Event.RUNNING);
            assertThat(silent.alerts()).as("it has no say any more").isEmpty();

            atWork.countDown();
            second.awaitEvents("slow", Event.COMPLETED, 1);
            second.await(() -> !second.firing().isAtWork());
            assertThat(second.orders()).containsExactly("goes on null");
            assertThat(second.alerts()).contains("NIGHTSHIFT_SCHEDULE_RETENTION_OK");
            assertThat(third.orders()).isEmpty();
        }
    }

    @Test
    void aSignOfLifeThatComesTooLateHoldsNothingThatAnotherProcessTookUp() throws Exception {
        try (Bench silent = bench(ROW);
                Bench second = bench(ROW)) {
            CountDownLatch asleep = silent.block();
            CompletableFuture<Void> first = silent.fire(ROW, DUE);
            silent.awaitLaunches(1);
            silent.lapseRows();
            CountDownLatch atWork = second.block();
            assertThat(second.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
            second.awaitEvents("slow", Event.RUNNING, 1);
            second.lapseRows();
            silent.giveSigns();

            assertThat(silent.historyStore().bury()).hasSize(1);
            asleep.countDown();
            atWork.countDown();
            first.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aRowWhoseRunIsPausedStaysAtWorkUntilTheRunIsDone() throws Exception {
        try (Bench bench = bench(ROW)) {
            CompletableFuture<Void> first = paused(bench);
            bench.await(() -> bench.orders().contains("looks at 1"));
            assertThat(bench.events("slow")).containsExactly(Event.RUNNING);

            bench.outcome(order -> new Outcome(Outcome.State.DONE, 1, ""));
            first.get(60, TimeUnit.SECONDS);
            assertThat(bench.history("slow"))
                    .singleElement()
                    .satisfies(
                            row -> {
                                assertThat(row.event()).isEqualTo(Event.COMPLETED);
                                assertThat(row.runs()).isEqualTo(1);
                            });
            assertThat(bench.alerts())
                    .contains("NIGHTSHIFT_SCHEDULE_RETENTION_OK")
                    .doesNotContain("NIGHTSHIFT_SCHEDULE_RETENTION_FAILED");
        }
    }

    @Test
    void aRowWhoseRunIsPausedIsStoppedByTheEndOfItsProcess() throws Exception {
        try (Bench bench = bench(ROW)) {
            CompletableFuture<Void> first = paused(bench);
            bench.awaitLaunches(1);
            bench.firing().end();
            first.get(60, TimeUnit.SECONDS);

            assertThat(bench.events("slow")).containsExactly(Event.STOPPED);
        }
    }

    @Test
    void aRowThatBrokeForGoodHasFailedAndIsTold() {
        try (Bench bench = bench(ROW)) {
            breakWith(bench, new IllegalStateException("a defect"));

            assertThat(bench.events("slow")).containsExactly(Event.FAILED);
            assertThat(bench.alerts()).contains("NIGHTSHIFT_SCHEDULE_RETENTION_FAILED");
        }
    }

    @Test
    void whatCannotGoOnBecauseItsCompanyIsGoneHasFailed() throws Exception {
        try (Bench bench = bench(GONE)) {
            ScheduleHistory history = bench.historyStore();
            assertThat(history.claim(entry("gone"), false)).isPresent();
            bench.lapseRows();

            assertThat(bench.firing().goOn(new Schedules(List.of(GONE)))).hasSize(1);
            bench.awaitEvents("gone", Event.FAILED, 1);
            bench.await(() -> !bench.firing().isAtWork());
        }
    }

    @Test
    void aTimeThatMeetsTheEndOfItsProcessGoesOnWithTheNext() throws Exception {
        try (Bench bench = bench(ROW)) {
            bench.firing().end();
            bench.fire(ROW, DUE).get(60, TimeUnit.SECONDS);
            bench.fire(ROW, DUE.plusSeconds(9)).get(60, TimeUnit.SECONDS);

            assertThat(bench.events("slow")).containsExactly(Event.STOPPED, Event.VETOED);
            assertThat(bench.firing().wasCut()).isTrue();
        }
        try (Bench next = bench(ROW)) {
            assertThat(next.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
            next.awaitEvents("slow", Event.COMPLETED, 1);
            assertThat(next.orders()).containsExactly("all");
        }
    }

    @Test
    void whatAPersonAskedForGoesOnToo() throws Exception {
        try (Bench bench = bench(ROW)) {
            ScheduleHistory.Entry asked =
                    new ScheduleHistory.Entry("slow", DUE, Cause.MANUAL, null);
            bench.stopped(asked);

            assertThat(bench.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
            bench.awaitEvents("slow", Event.COMPLETED, 1);
        }
    }

    @Test
    void whatALargerRunDoesIsSkippedAndNobodyIsTold() throws Exception {
        try (Bench bench = bench(ROW)) {
            bench.outcome(order -> new Outcome(Outcome.State.NOT_NEEDED, 0, "run 7 is at work"));
            bench.fire(ROW, DUE).get(60, TimeUnit.SECONDS);

            assertThat(bench.history("slow").getLast())
                    .satisfies(
                            row -> {
                                assertThat(row.event()).isEqualTo(Event.SKIPPED);
                                assertThat(row.detail()).isEqualTo("run 7 is at work");
                            });
            assertThat(bench.alerts()).isEmpty();
        }
    }

    @Test
    void whatBelongsToADisabledScheduleStaysWhereItIs() {
        Schedule disabled = Row.aRow("slow", "0 0 1 1 1 ?").disabled().build();
        try (Bench bench = bench(ROW)) {
            bench.stopped(entry("slow"));

            assertThat(bench.firing().goOn(new Schedules(List.of(disabled)))).isEmpty();
            assertThat(bench.events("slow")).containsExactly(Event.STOPPED);
            assertThat(bench.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
        }
    }

    @Test
    void aScheduleWhoseCompaniesAreUnknownHasFailedAndIsTold() throws Exception {
        try (Bench bench = bench(GONE)) {
            bench.fire(GONE, DUE).get(60, TimeUnit.SECONDS);

            assertThat(bench.events("gone")).containsExactly(Event.FAILED);
            assertThat(bench.alerts()).contains("NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_FAILED");
        }
    }

    @Test
    void manyAtWorkKeepNothingElseThatIsDueWaiting() throws Exception {
        Schedule[] rows =
                IntStream.range(0, 9)
                        .mapToObj(i -> Row.aRow("long" + i, "* * * * * ?").build())
                        .toArray(Schedule[]::new);
        try (Bench bench = bench(rows)) {
            CountDownLatch release = bench.block();
            try (ScheduleService service = bench.serve()) {
                bench.awaitLaunches(rows.length);
                release.countDown();
                service.pause();
                bench.await(() -> !service.isAtWork());
            }
        }
    }

    /** Its run is paused as soon as it began. */
    private static CompletableFuture<Void> paused(Bench bench) {
        bench.outcome(order -> new Outcome(Outcome.State.PAUSED, 1, "run 1 is paused"));
        return bench.fire(ROW, DUE);
    }

    /** At the alert that tells that it is done. */
    private static void breakWith(Bench bench, RuntimeException failure) {
        bench.breakNextAlert(failure);
        CompletableFuture<Void> first = bench.fire(ROW, DUE);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> first.get(20, TimeUnit.SECONDS));
    }

    private static ScheduleHistory.Entry entry(String schedule) {
        return new ScheduleHistory.Entry(schedule, DUE, Cause.CRON, null);
    }
}

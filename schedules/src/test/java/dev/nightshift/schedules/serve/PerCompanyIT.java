package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.launch.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A schedule that has a row for each company, on each relational store. */
@Timeout(60)
class PerCompanyIT {
    private static final Instant DUE = Instant.parse("2026-11-21T01:00:00Z");
    private static final Schedule ROW =
            Row.aRow("inbox", "0 0 1 1 1 ?").of(ScheduledJob.INBOX_IMPORT).onePerCompany().build();

    static List<Supplier<Endpoints>> stores() {
        return List.of(TestStores::h2, TestStores::postgres);
    }

    private static Bench bench(Endpoints stores) {
        Bench bench = new Bench(stores, InstantSource.system(), ROW);
        bench.company("acme");
        bench.company("zoo");
        return bench;
    }

    @ParameterizedTest
    @MethodSource("stores")
    void everyCompanyHasItsRowBeforeTheFirstIsAtWork(Supplier<Endpoints> stores) throws Exception {
        try (Bench bench = bench(stores.get())) {
            CountDownLatch release = bench.block();
            CompletableFuture<Void> night = bench.fire(ROW, DUE);
            bench.awaitLaunches(1);

            assertThat(bench.history("inbox").stream().map(HistoryRow::companyId))
                    .containsExactly("acme", "demo", "zoo");
            assertThat(bench.events("inbox"))
                    .containsExactly(Event.RUNNING, Event.QUEUED, Event.QUEUED);
            bench.fire(ROW, DUE.plusSeconds(60)).get(60, TimeUnit.SECONDS);
            assertThat(bench.events("inbox")).hasSize(6).endsWith(Event.SKIPPED);
            release.countDown();
            night.get(60, TimeUnit.SECONDS);

            assertThat(bench.events("inbox").subList(0, 3)).containsOnly(Event.COMPLETED);
            bench.fire(ROW, DUE).get(60, TimeUnit.SECONDS);
            assertThat(bench.orders()).as("the same time again").hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatAKilledProcessDidNotBeginIsDoneByTheNext(Supplier<Endpoints> stores) throws Exception {
        try (Bench bench = bench(stores.get())) {
            ScheduleHistory history = bench.historyStore();
            var claimed =
                    history.claimEach(
                            new ScheduleHistory.Entry("inbox", DUE, Cause.CRON, null),
                            List.of("acme", "demo", "zoo"));
            assertThat(claimed).containsOnlyKeys("acme", "demo", "zoo");
            bench.lapseRows();

            try (ScheduleService service = bench.serve()) {
                bench.awaitEvents("inbox", Event.COMPLETED, 3);
                bench.await(() -> !service.isAtWork());
            }
            assertThat(bench.orders())
                    .as("one after the other")
                    .containsExactly("acme", "demo", "zoo");
            assertThat(bench.history("inbox")).hasSize(3);
        }
    }

    @Test
    void aRelationalStoreThatIsAwayForAMomentCostsNoCompanyItsNight() throws Exception {
        try (Bench bench = bench(TestStores.h2())) {
            bench.breakNextAlert(new DataAccessResourceFailureException("away"));
            CompletableFuture<Void> night = bench.fire(ROW, DUE);
            bench.awaitEvents("inbox", Event.COMPLETED, 2);
            assertThat(night.handle((done, failure) -> failure).get(60, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(bench.events("inbox"))
                    .containsExactly(Event.LOST, Event.COMPLETED, Event.COMPLETED);
            bench.restRows();

            assertThat(bench.firing().goOn(new Schedules(List.of(ROW)))).hasSize(1);
            bench.awaitEvents("inbox", Event.COMPLETED, 3);
        }
    }

    @Test
    void aProcessThatEndsLeavesTheRestToTheNext() throws Exception {
        try (Bench bench = bench(TestStores.h2())) {
            bench.outcome(
                    order -> {
                        bench.firing().end();
                        return new Outcome(Outcome.State.DONE, 1, "");
                    });
            bench.fire(ROW, DUE).get(60, TimeUnit.SECONDS);

            assertThat(bench.events("inbox"))
                    .containsExactly(Event.COMPLETED, Event.STOPPED, Event.STOPPED);
            assertThat(bench.firing().wasCut()).isTrue();
        }
    }

    @Test
    void aPausedRunOfOneCompanyHoldsUpNoOther() throws Exception {
        Schedule together =
                Row.aRow("together", "0 0 1 1 1 ?").of(ScheduledJob.INBOX_IMPORT).build();
        try (Bench bench = bench(TestStores.h2())) {
            pause(bench);
            CompletableFuture<Void> each = bench.fire(ROW, DUE);
            bench.awaitEvents("inbox", Event.COMPLETED, 2);
            CompletableFuture<Void> all = bench.fire(together, DUE);
            bench.await(() -> bench.orders().lastIndexOf("zoo") > bench.orders().indexOf("zoo"));
            assertThat(bench.events("inbox"))
                    .containsExactly(Event.RUNNING, Event.COMPLETED, Event.COMPLETED);
            assertThat(bench.events("together")).containsExactly(Event.RUNNING);

            bench.outcome(order -> new Outcome(Outcome.State.DONE, 1, ""));
            each.get(60, TimeUnit.SECONDS);
            all.get(60, TimeUnit.SECONDS);
            assertThat(bench.events("inbox")).containsOnly(Event.COMPLETED);
            assertThat(bench.history("together"))
                    .singleElement()
                    .satisfies(
                            row -> {
                                assertThat(row.event()).isEqualTo(Event.COMPLETED);
                                assertThat(row.runs()).isEqualTo(3);
                            });
            assertThat(bench.alerts()).contains("NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_OK acme");
        }
    }

    @Test
    void whereARunIsPausedTheNextProcessGoesOn() throws Exception {
        Schedule together =
                Row.aRow("together", "0 0 1 1 1 ?").of(ScheduledJob.INBOX_IMPORT).build();
        try (Bench bench = bench(TestStores.h2())) {
            pause(bench);
            CompletableFuture<Void> all = bench.fire(together, DUE);
            bench.await(() -> bench.orders().contains("looks at 1"));
            bench.firing().end();
            all.get(60, TimeUnit.SECONDS);

            assertThat(bench.history("together"))
                    .singleElement()
                    .satisfies(
                            row -> {
                                assertThat(row.event()).isEqualTo(Event.STOPPED);
                                assertThat(row.atCompany()).isEqualTo("acme");
                                assertThat(row.runId()).isEqualTo(1);
                            });
        }
    }

    @Test
    void whileMongoDbTakesNoWritesNobodyElseBegins() throws Exception {
        try (Bench bench = bench(TestStores.h2())) {
            bench.outcome(order -> new Outcome(Outcome.State.READ_ONLY, 1, "an import is paused"));
            CompletableFuture<Void> night = bench.fire(ROW, DUE);
            bench.await(() -> bench.orders().contains("looks at 1"));
            assertThat(bench.launched()).isEqualTo(1);

            bench.outcome(order -> new Outcome(Outcome.State.DONE, 1, ""));
            night.get(60, TimeUnit.SECONDS);
            assertThat(bench.events("inbox")).hasSize(3).containsOnly(Event.COMPLETED);
        }
    }

    private static void pause(Bench bench) {
        bench.outcome(
                order ->
                        order.requiredCompany().value().equals("acme")
                                ? new Outcome(Outcome.State.PAUSED, 1, "an import is paused")
                                : new Outcome(Outcome.State.DONE, 1, ""));
    }
}

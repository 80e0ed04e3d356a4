package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.launch.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The same on each relational store. */
@Timeout(60)
abstract class ServingContract {
    private static final Instant DUE = Instant.parse("2026-11-21T01:00:00Z");

    abstract Endpoints fresh();

    abstract InstantSource clock();

    private Bench bench(Endpoints endpoints, Schedule... rows) {
        return new Bench(endpoints, clock(), rows);
    }

    @Test
    void whatIsDueRunsOnceAndIsWrittenDown() throws Exception {
        try (Bench bench = bench(fresh(), Row.aRow("tick", "* * * * * ?").build());
                ScheduleService service = bench.serve()) {
            bench.awaitEvents("tick", Event.COMPLETED, 3);

            assertThat(service.isRunning()).isTrue();
            List<HistoryRow> rows = bench.history("tick");
            assertThat(rows.stream().map(HistoryRow::due)).doesNotHaveDuplicates();
            assertThat(rows).allSatisfy(row -> assertThat(row.cause()).isEqualTo(Cause.CRON));
            assertThat(bench.launched()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aScheduleThatIsRemovedOrDisabledIsDueNoMore() throws Exception {
        Row tick = Row.aRow("tick", "* * * * * ?");
        try (Bench bench = bench(fresh(), tick.build());
                ScheduleService service = bench.serve()) {
            bench.awaitEvents("tick", Event.COMPLETED, 1);

            bench.table(Row.aRow("tock", "* * * * * ?").build(), tick.disabled().build());
            assertThat(bench.servers().wantReload()).isEqualTo(1);
            bench.awaitEvents("tock", Event.COMPLETED, 2);

            assertThat(service.table().find("tock")).isPresent();
            assertThat(bench.servers().live())
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.wantsReload()).isFalse();
                                assertThat(one.reloadAnswer())
                                        .isEqualTo("2 schedules; changed: tock; removed: tick");
                            });
        }
    }

    @Test
    void aFileThatIsRefusedChangesNothing() throws Exception {
        try (Bench bench = bench(fresh(), Row.aRow("tick", "* * * * * ?").build());
                ScheduleService service = bench.serve()) {
            bench.refuseFile();
            var _ = bench.servers().wantReload();
            bench.await(
                    () -> bench.servers().live().stream().noneMatch(Servers.Server::wantsReload));

            assertThat(bench.servers().live().getFirst().reloadAnswer())
                    .startsWith("refused, the schedules stay as they are: ");
            assertThat(service.table().find("tick")).isPresent();
        }
    }

    @Test
    void aPausedScheduleIsVetoedUntilItGoesOn() throws Exception {
        try (Bench bench = bench(fresh(), Row.aRow("tick", "* * * * * ?").build())) {
            assertThat(bench.states().pause("tick", "olivia", bench.now())).isTrue();
            assertThat(bench.states().pause("tick", "olivia", bench.now())).isFalse();
            try (ScheduleService service = bench.serve()) {
                bench.awaitEvents("tick", Event.VETOED, 2);
                assertThat(bench.launched()).isZero();
                assertThat(bench.history("tick").getLast().detail()).isEqualTo("paused by olivia");

                assertThat(bench.states().resume("tick", bench.now())).isTrue();
                assertThat(bench.states().resume("tick", bench.now())).isFalse();
                bench.awaitEvents("tick", Event.COMPLETED, 1);
                assertThat(service.isRunning()).isTrue();
            }
            assertThat(bench.alerts()).contains("NIGHTSHIFT_SCHEDULE_RETENTION_VETOED");
        }
    }

    @Test
    void whatWasDueWhileNobodyServedRunsOnceOrNotAtAllByItsRule() throws Exception {
        Instant last = Hourly.halfAnHourAgo(clock().instant());
        Schedule once = Row.aRow("once", Hourly.at(last)).build();
        Schedule skip = Row.aRow("skip", Hourly.at(last)).skipsMisfires().build();
        try (Bench bench = bench(fresh(), once, skip)) {
            bench.serve().close();
            bench.lieIdleSince(last.minus(Duration.ofHours(2)));
            try (ScheduleService service = bench.serve()) {
                bench.awaitEvents("once", Event.COMPLETED, 1);
                bench.awaitEvents("skip", Event.MISSED, 1);
                assertThat(service.isRunning()).isTrue();
            }

            assertThat(bench.events("once"))
                    .contains(Event.MISFIRED, Event.MISSED)
                    .containsOnlyOnce(Event.COMPLETED);
            assertThat(bench.events("skip")).containsExactly(Event.MISSED);
            assertThat(bench.launched()).isEqualTo(1);
            assertThat(bench.alerts())
                    .contains(
                            "NIGHTSHIFT_SCHEDULE_RETENTION_MISFIRED",
                            "NIGHTSHIFT_SCHEDULE_RETENTION_MISSED",
                            "NIGHTSHIFT_SCHEDULE_RETENTION_OK");
        }
    }

    @Test
    void anEarlierTimeAtWorkLetsTheNextBeSkipped() throws Exception {
        Schedule row = Row.aRow("slow", "0 0 1 * * ?").build();
        try (Bench bench = bench(fresh(), row)) {
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(row, DUE);
            bench.awaitLaunches(1);
            bench.fire(row, DUE.plusSeconds(60)).get(60, TimeUnit.SECONDS);
            bench.fire(row, DUE).get(60, TimeUnit.SECONDS);
            release.countDown();
            first.get(60, TimeUnit.SECONDS);

            assertThat(bench.events("slow")).containsExactly(Event.COMPLETED, Event.SKIPPED);
            assertThat(bench.alerts()).contains("NIGHTSHIFT_SCHEDULE_RETENTION_SKIPPED");
        }
    }

    @Test
    void aQueueLetsOneTimeWaitAndSkipsTheRest() throws Exception {
        Schedule row = Row.aRow("slow", "0 0 1 * * ?").queues().build();
        try (Bench bench = bench(fresh(), row)) {
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(row, DUE);
            bench.awaitLaunches(1);
            CompletableFuture<Void> second = bench.fire(row, DUE.plusSeconds(60));
            bench.awaitEvents("slow", Event.QUEUED, 1);
            bench.fire(row, DUE.plusSeconds(120)).get(60, TimeUnit.SECONDS);
            release.countDown();
            first.get(60, TimeUnit.SECONDS);
            second.get(60, TimeUnit.SECONDS);

            assertThat(bench.events("slow"))
                    .containsExactly(Event.COMPLETED, Event.COMPLETED, Event.SKIPPED);
            assertThat(bench.launched()).isEqualTo(2);
        }
    }

    @Test
    void whatFailsForOneCompanyStopsNoOther() throws Exception {
        Schedule row = Row.aRow("inbox", "0 0 1 * * ?").of(ScheduledJob.INBOX_IMPORT).build();
        try (Bench bench = bench(fresh(), row)) {
            bench.company("acme");
            bench.company("zoo");
            bench.outcome(
                    order ->
                            order.requiredCompany().value().equals("acme")
                                    ? new Outcome(Outcome.State.FAILED, 1, "run 7: no room")
                                    : new Outcome(Outcome.State.DONE, 1, ""));
            bench.fire(row, DUE).get(60, TimeUnit.SECONDS);

            assertThat(bench.history("inbox"))
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.event()).isEqualTo(Event.FAILED);
                                assertThat(one.runs()).isEqualTo(3);
                                assertThat(one.failed()).isEqualTo(1);
                                assertThat(one.detail()).isEqualTo("acme: run 7: no room");
                            });
            assertThat(bench.alerts())
                    .contains(
                            "NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_FAILED acme",
                            "NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_OK zoo",
                            "NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_OK demo");
        }
    }

    @Test
    void onePerCompanyHasARowForEachAndATagChoosesThem() throws Exception {
        Schedule all =
                Row.aRow("inbox", "0 0 1 * * ?")
                        .of(ScheduledJob.INBOX_IMPORT)
                        .onePerCompany()
                        .build();
        Schedule tagged =
                Row.aRow("vip", "0 0 1 * * ?").of(ScheduledJob.INBOX_IMPORT).tagged("vip").build();
        try (Bench bench = bench(fresh(), all, tagged)) {
            bench.company("acme");
            bench.tag("acme", "vip");
            bench.fire(all, DUE).get(60, TimeUnit.SECONDS);
            bench.fire(tagged, DUE).get(60, TimeUnit.SECONDS);
            bench.fireFor(all, DUE.plusSeconds(1), new CompanyId("demo"));

            assertThat(bench.history("inbox").stream().map(HistoryRow::companyId))
                    .containsExactly("acme", "demo", "demo");
            assertThat(bench.history("vip"))
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.atCompany()).isEqualTo("acme");
                                assertThat(one.runs()).isEqualTo(1);
                            });
        }
    }

    @Test
    void whatTakesTooLongIsToldAndStoppedWhereItsRuleSaysSo() throws Exception {
        Schedule row =
                Row.aRow("slow", "0 0 1 * * ?").longest(Duration.ofMillis(100)).stops().build();
        try (Bench bench = bench(fresh(), row)) {
            CountDownLatch release = bench.block();
            CompletableFuture<Void> first = bench.fire(row, DUE);
            bench.awaitEvents("slow", Event.OVERRAN, 1);
            bench.await(() -> bench.stopped().contains(1L));
            bench.await(() -> bench.alerts().contains("NIGHTSHIFT_SCHEDULE_RETENTION_OVERRAN"));
            release.countDown();
            first.get(60, TimeUnit.SECONDS);

            assertThat(bench.events("slow")).containsExactly(Event.COMPLETED, Event.OVERRAN);
        }
    }

    @Test
    void whatAnEndingProcessStopsTheNextOneGoesOnWith() throws Exception {
        Schedule row = Row.aRow("inbox", "0 0 1 1 1 ?").of(ScheduledJob.INBOX_IMPORT).build();
        Endpoints endpoints = fresh();
        try (Bench bench = bench(endpoints, row)) {
            bench.company("acme");
            bench.company("zoo");
            bench.outcome(
                    order -> {
                        if (order.requiredCompany().value().equals("demo")) {
                            bench.firing().end();
                            return new Outcome(Outcome.State.STOPPED, 1, "run 1 stopped");
                        }
                        return new Outcome(Outcome.State.DONE, 1, "");
                    });
            bench.fire(row, DUE).get(60, TimeUnit.SECONDS);
            assertThat(bench.events("inbox")).containsExactly(Event.STOPPED);
            assertThat(bench.firing().wasCut()).isTrue();
            bench.fire(row, DUE.plusSeconds(9)).get(60, TimeUnit.SECONDS);
            assertThat(bench.events("inbox")).containsExactly(Event.STOPPED, Event.VETOED);
        }
        try (Bench next = bench(endpoints, row);
                ScheduleService service = next.serve()) {
            next.awaitEvents("inbox", Event.COMPLETED, 1);

            next.await(() -> !service.isAtWork());
            assertThat(next.orders()).containsExactly("goes on demo", "zoo");
        }
    }

    @Test
    void whatIsLateIsFoundWhenItsGraceIsOver() throws Exception {
        Schedule row = Row.aRow("inbox", "0 0 1 * * ?").build();
        try (Bench bench = bench(fresh(), row)) {
            bench.states().known("inbox", DUE.minus(Duration.ofDays(2)));

            assertThat(bench.lateness().of(row, DUE.plusSeconds(60)))
                    .hasValueSatisfying(
                            missed -> {
                                assertThat(missed.times()).isEqualTo(1);
                                assertThat(missed.last()).isEqualTo(DUE.minus(Duration.ofDays(1)));
                            });
            bench.fire(row, DUE).get(60, TimeUnit.SECONDS);
            assertThat(bench.lateness().of(row, DUE.plus(Duration.ofHours(1)))).isEmpty();
            assertThat(bench.lateness().of(row, DUE.plus(Duration.ofDays(3))))
                    .hasValueSatisfying(missed -> assertThat(missed.times()).isEqualTo(2));
            var _ = bench.states().pause("inbox", "olivia", DUE);
            assertThat(bench.lateness().of(row, DUE.plus(Duration.ofDays(3)))).isEmpty();
        }
    }

    @Test
    void historyIsPrunedAndCounted() throws Exception {
        Schedule row = Row.aRow("inbox", "0 0 1 * * ?").build();
        try (Bench bench = bench(fresh(), row)) {
            bench.fire(row, DUE).get(60, TimeUnit.SECONDS);

            assertThat(bench.historyStore().tallies(Duration.ofHours(1)))
                    .singleElement()
                    .satisfies(tally -> assertThat(tally.times()).isEqualTo(1));
            assertThat(bench.historyStore().purge(Duration.ofDays(1))).isZero();
            assertThat(bench.historyStore().purge(Duration.ZERO)).isEqualTo(1);
            assertThat(bench.historyStore().newest(Optional.empty(), 10)).isEmpty();
        }
    }

    @Test
    void theNewestTimeThatWasDoneOutlivesThePurge() throws Exception {
        Schedule row = Row.aRow("inbox", "0 0 1 * * ?").build();
        Instant done = DUE.plus(Duration.ofDays(1));
        Instant failed = DUE.plus(Duration.ofDays(2));
        try (Bench bench = bench(fresh(), row)) {
            bench.states().known("inbox", DUE.minus(Duration.ofDays(9)));
            bench.fire(row, DUE).get(60, TimeUnit.SECONDS);
            bench.fire(row, done).get(60, TimeUnit.SECONDS);
            assertThat(
                            bench.historyStore()
                                    .record(
                                            new ScheduleHistory.Entry(
                                                    "inbox", failed, Cause.CRON, null),
                                            Event.FAILED,
                                            ""))
                    .isTrue();

            assertThat(bench.historyStore().purge(Duration.ZERO)).isEqualTo(1);
            assertThat(bench.history("inbox").stream().map(HistoryRow::due))
                    .containsExactlyInAnyOrder(done, failed);
        }
    }

    @Test
    void whatComesOnceAQuarterIsNotMissedBecauseItsHistoryWasPruned() throws Exception {
        Schedule drill = Row.aRow("drill", "0 0 3 ? 1/3 SAT#1").of(ScheduledJob.DRILL).build();
        Instant january = Instant.parse("2027-01-02T03:00:00Z");
        Instant april = Instant.parse("2027-04-03T03:00:00Z");
        try (Bench bench = bench(fresh(), drill)) {
            bench.states().known("drill", january.minus(Duration.ofDays(60)));
            bench.fire(drill, january).get(60, TimeUnit.SECONDS);

            assertThat(bench.historyStore().purge(Duration.ZERO)).isZero();
            assertThat(bench.lateness().of(drill, april.minusSeconds(1))).isEmpty();

            bench.fire(drill, april).get(60, TimeUnit.SECONDS);
            assertThat(bench.historyStore().purge(Duration.ZERO)).isEqualTo(1);
            assertThat(bench.history("drill").stream().map(HistoryRow::due)).containsExactly(april);
        }
    }

    @Test
    void theNextToServeTellsWhatWasMissedMeanwhileAlsoWhenItsTimesWereChanged() throws Exception {
        Instant before = Hourly.halfAnHourAgo(clock().instant());
        String cron = Hourly.at(before);
        String changed = Hourly.at(before.plus(Duration.ofMinutes(10)));
        try (Bench bench =
                bench(fresh(), Row.aRow("moved", cron).build(), Row.aRow("added", cron).build())) {
            bench.states().known("moved", bench.now().minus(Duration.ofDays(3)));
            bench.serve().close();
            bench.table(Row.aRow("moved", changed).build(), Row.aRow("added", changed).build());

            try (ScheduleService service = bench.serve()) {
                service.lookForMissed();

                assertThat(bench.history("moved"))
                        .singleElement()
                        .satisfies(
                                one -> {
                                    assertThat(one.event()).isEqualTo(Event.MISSED);
                                    assertThat(one.detail()).contains("and nobody ran it");
                                });
                assertThat(bench.history("added")).isEmpty();
                // On a slow machine the service's own look may have come first, and tells yet.
                bench.await(() -> bench.alerts().contains("NIGHTSHIFT_SCHEDULE_RETENTION_MISSED"));
            }
        }
    }
}

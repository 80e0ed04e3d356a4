package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators do to a backfill, at work and at rest. */
class BackfillSteeringIT {
    private static final String ID = "M20260101_DoubleNumbers";

    private static void fill(BackfillBench bench, TenantContext context, int leads) {
        for (int n = 0; n < leads; n++) {
            bench.add(context, new Document("n", n).append("no", n));
        }
    }

    private static FailureCode code(Throwable failure) {
        return ((NightshiftException) failure).code();
    }

    @Test
    void a_backfill_at_work_is_paused_between_batches_and_keeps_its_position() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (document.getInteger("no") == 5) {
                                        atWork.countDown();
                                        await(paused);
                                    }
                                }))) {
            TenantContext one = bench.company("one");
            fill(bench, one, 40);
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> bench.run(ID, BackfillBench.options(4)));
            assertThat(atWork.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(bench.status(ID).runState()).isEqualTo("RUNNING");
            assertThat(bench.row(ID, one).changed()).isEqualTo(4);
            assertThatThrownBy(() -> bench.run(ID, BackfillBench.options(4)))
                    .satisfies(
                            failure ->
                                    assertThat(code(failure))
                                            .isEqualTo(FailureCode.ALREADY_RUNNING));
            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .satisfies(
                            failure ->
                                    assertThat(code(failure))
                                            .isEqualTo(FailureCode.ALREADY_RUNNING));
            assertThat(bench.desk().pause(BackfillBench.platform(), ID).state())
                    .isEqualTo(RunState.PAUSING);
            // The run knows within its next look, long before the batch in flight may end.
            assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
            paused.countDown();

            assertThat(run.get(30, TimeUnit.SECONDS).state()).isEqualTo(RunState.PAUSED);
            assertThat(bench.row(ID, one).changed()).isEqualTo(8);
            assertThat(bench.row(ID, one).percent()).isEqualTo(20);
            assertThat(
                            bench.runs()
                                    .registry()
                                    .show(Objects.requireNonNull(bench.status(ID).runId()))
                                    .counts())
                    .as("what the run says that it did")
                    .containsEntry("changed", bench.row(ID, one).changed());
            assertThatThrownBy(() -> bench.desk().pause(BackfillBench.platform(), ID))
                    .satisfies(
                            failure ->
                                    assertThat(code(failure))
                                            .isEqualTo(FailureCode.BACKFILL_STATE));
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.row(ID, one).changed()).isEqualTo(40);
            assertThat(bench.row(ID, one).matching()).isEqualTo(40);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_pace_is_followed_while_it_runs() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        try (BackfillBench bench =
                BackfillBench.with(new M20260101_DoubleNumbers(document -> atWork.countDown()))) {
            TenantContext one = bench.company("one");
            fill(bench, one, 300);
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(
                            () -> bench.run(ID, BackfillBench.options(10).paced(1, 1)));
            assertThat(atWork.await(30, TimeUnit.SECONDS)).isTrue();

            BackfillOptions set =
                    bench.desk()
                            .set(
                                    BackfillBench.platform(),
                                    ID,
                                    OptionalLong.of(0),
                                    OptionalInt.of(3));

            assertThat(set.concurrency()).isEqualTo(3);
            // At one document a second it would take five minutes.
            assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.status(ID).concurrency()).isEqualTo(3);
        }
    }

    @Test
    void a_backfill_that_is_given_up_keeps_what_was_done_and_can_go_on() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 8);
            bench.add(one, new Document("n", 1).append("no", 99).append("bad", "cannot"));
            assertThat(bench.run(ID, BackfillBench.options(4)).failureCode())
                    .isEqualTo("BACKFILL_HALTED");

            assertThat(bench.desk().cancel(BackfillBench.platform(), ID).state().name())
                    .isEqualTo("CANCELLED");

            assertThat(bench.row(ID, one).changed()).isEqualTo(8);
            assertThatThrownBy(() -> bench.desk().cancel(BackfillBench.platform(), ID))
                    .hasMessageContaining("CANCELLED");
            bench.leads(one).deleteMany(new Document("bad", "cannot"));
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            assertThatThrownBy(() -> bench.resume(ID)).hasMessageContaining("COMPLETE");
        }
    }

    @Test
    void a_paused_backfill_is_cancelled_and_rolled_back() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 3);
            fill(bench, two, 3);
            BackfillOptions some = BackfillBench.options(4);
            BackfillOptions options =
                    new BackfillOptions(
                            dev.nightshift.jobs.backfill.stages.StageSize.parse("1"),
                            Map.of(one.company(), 1),
                            some.excluded(),
                            true,
                            1,
                            0,
                            1,
                            true,
                            some.keep(),
                            some.batch());
            assertThat(bench.run(ID, options).state()).isEqualTo(RunState.PAUSED);
            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .extracting(failure -> ((NightshiftException) failure).hint())
                    .asString()
                    .contains("backfill cancel");

            bench.desk().cancel(BackfillBench.platform(), ID);

            assertThat(bench.status(ID).runState()).isEqualTo("STOPPED");
            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);
            assertThat(bench.leads(one).count(new Document("doubled", true))).isZero();
            assertThat(bench.row(ID, two).state()).isEqualTo("PENDING");
        }
    }

    @Test
    void a_migration_that_changed_since_it_was_applied_is_refused_but_can_be_rolled_back() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 5);
            var before = bench.content(one);
            bench.run(ID, BackfillBench.options(4));

            changed(bench, MigrationState.HALTED);
            assertThatThrownBy(() -> bench.resume(ID)).satisfies(BackfillSteeringIT::isChanged);
            changed(bench, MigrationState.WAITING);
            assertThatThrownBy(
                            () ->
                                    bench.desk()
                                            .approve(
                                                    BackfillBench.platform(),
                                                    ID,
                                                    OptionalInt.empty()))
                    .satisfies(BackfillSteeringIT::isChanged);
            changed(bench, MigrationState.COMPLETE);
            assertThatThrownBy(() -> bench.desk().finalise(BackfillBench.platform(), ID))
                    .satisfies(BackfillSteeringIT::isChanged);

            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);
            assertThat(bench.content(one)).isEqualTo(before);
            assertThat(bench.run(ID, BackfillBench.options(4)).state())
                    .as("then it is begun anew, as it is now")
                    .isEqualTo(RunState.COMPLETED);
        }
    }

    private static void isChanged(Throwable failure) {
        assertThat(code(failure)).isEqualTo(FailureCode.MIGRATION_CHANGED);
    }

    /** As if another class had been applied. */
    private static void changed(BackfillBench bench, MigrationState state) {
        new MigrationLedger(bench.mongo().platform(), InstantSource.system())
                .change(
                        BackfillBench.platform(),
                        ID,
                        record ->
                                record.begun("other", record.runId(), "ann", Instant.EPOCH)
                                        .in(state, 1, ""));
    }

    @Test
    void finalise_finds_what_came_in_since_and_a_resume_mends_it() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 3);
            fill(bench, two, 3);
            bench.run(ID, BackfillBench.options(4));
            fill(bench, two, 2);

            BackfillDesk.Finalised found = bench.desk().finalise(BackfillBench.platform(), ID);

            assertThat(found.remaining()).isEqualTo(Map.of(two.company(), 2L));
            assertThat(bench.status(ID).state()).isEqualTo("HALTED");
            assertThat(bench.row(ID, two).failure()).contains("2 documents");
            assertThatThrownBy(() -> bench.desk().finalise(BackfillBench.platform(), ID))
                    .hasMessageContaining("HALTED");
            RunReport resumed = bench.resume(ID);
            assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.runs().registry().show(resumed.runId()).done())
                    .as("what the run before had done is not its own")
                    .isEqualTo(2);
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining()).isEmpty();
        }
    }

    @Test
    void a_new_critical_alert_of_a_company_closes_the_gate_of_its_stage() {
        BackfillBench[] holder = new BackfillBench[1];
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    TenantContext one = holder[0].known("one");
                                    holder[0]
                                            .collection(one, "alerts")
                                            .insertOne(
                                                    new Document("code", "OTHER_CODE")
                                                            .append("severity", "CRITICAL")
                                                            .append(
                                                                    "firstAt",
                                                                    java.util.Date.from(
                                                                            Instant.parse(
                                                                                    "2026-12-01T00:00:00Z"))));
                                }))) {
            holder[0] = bench;
            TenantContext one = bench.company("one");
            fill(bench, one, 1);

            RunReport run = bench.run(ID, BackfillBench.options(4));

            assertThat(run.message())
                    .contains("new CRITICAL alerts since the company was begun, not resolved: one");
            assertThat(bench.row(ID, one).state()).isEqualTo("DONE");
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.FAILED);

            var _ =
                    bench.collection(one, "alerts")
                            .updateMany(
                                    new Document("code", "OTHER_CODE"),
                                    new Document(
                                            "$set",
                                            new Document(
                                                    "resolution", new Document("by", "olivia"))),
                                    Repeat.SAFE);

            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void a_company_whose_writers_had_not_moved_on_is_done_again_by_a_resume() {
        BackfillBench[] holder = new BackfillBench[1];
        AtomicInteger next = new AtomicInteger(100);
        AtomicBoolean busy = new AtomicBoolean(true);
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (busy.get()) {
                                        // Before those that were read already.
                                        int id = next.decrementAndGet();
                                        holder[0].add(
                                                holder[0].known("one"),
                                                new Document("_id", id).append("n", id));
                                    }
                                }))) {
            holder[0] = bench;
            TenantContext one = bench.company("one");
            bench.add(one, new Document("_id", 100).append("n", 100));

            RunReport run = bench.run(ID, BackfillBench.options(4));

            assertThat(run.message()).contains("the verification still finds documents of one");
            assertThat(bench.row(ID, one).changed()).isEqualTo(3);
            busy.set(false);

            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);

            assertThat(bench.row(ID, one).changed()).isEqualTo(4);
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining()).isEmpty();
        }
    }

    @Test
    void companies_that_were_left_out_or_rolled_back_are_taken_in_later() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            TenantContext three = bench.company("three");
            List.of(one, two, three).forEach(company -> fill(bench, company, 3));
            BackfillOptions all = BackfillBench.options(4);
            Map<String, String> parameters = new HashMap<>(all.toParameters());
            parameters.put("excluded", "two");
            bench.run(ID, BackfillOptions.of(parameters));
            bench.rollback(ID, Optional.of(three.company()), false);
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining())
                    .isEqualTo(Map.of(two.company(), 3L, three.company(), 3L));
            assertThatThrownBy(() -> bench.include(ID, "one"))
                    .hasMessageContaining("The company 'one' is part of " + ID);

            assertThat(bench.include(ID, "two", "three").state()).isEqualTo(RunState.COMPLETED);

            for (TenantContext company : List.of(one, two, three)) {
                assertThat(bench.row(ID, company).state()).isEqualTo("DONE");
                assertThat(bench.row(ID, company).changed()).isEqualTo(3);
            }
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining()).isEmpty();
        }
    }

    @Test
    void one_companys_failure_does_not_stop_its_stage_mates() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 3);
            fill(bench, two, 3);
            bench.run(ID, BackfillBench.options(4));
            bench.collection(one, "preimages")
                    .updateMany(
                            BackfillBench.ALL,
                            new Document("$set", new Document("documents", "damaged")),
                            Repeat.SAFE);

            RunReport back = bench.rollback(ID, Optional.empty(), false);

            assertThat(back.message()).contains("1 companies could not be rolled back");
            assertThat(bench.row(ID, one).failure()).startsWith("INTERNAL");
            assertThat(bench.row(ID, two).state()).isEqualTo("ROLLED_BACK");
            assertThat(bench.alerts()).contains("one NIGHTSHIFT_BACKFILL_COMPANY_FAILED");
        }
    }
}

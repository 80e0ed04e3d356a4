package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.backfill.PreImages;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Rollbacks that are interrupted, come late, come again, or follow one another. */
@Timeout(120)
class BackfillWayBackIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final Date OLD = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final Document DOUBLED = new Document("doubled", true);

    private static void fill(BackfillBench bench, TenantContext context, int leads) {
        for (int n = 0; n < leads; n++) {
            bench.add(
                    context,
                    new Document("_id", context.companyId() + "%03d".formatted(n))
                            .append("n", n)
                            .append("updatedAt", OLD));
        }
    }

    private static Document byId(TenantContext context, int n) {
        return new Document("_id", context.companyId() + "%03d".formatted(n));
    }

    private static void edit(BackfillBench bench, TenantContext context, int n, int value) {
        bench.leads(context)
                .updateOne(
                        byId(context, n),
                        new Document("$set", new Document("n", value))
                                .append("$unset", new Document("doubled", "")));
    }

    private static int n(BackfillBench bench, TenantContext context, int n) {
        return bench.leads(context).findOne(byId(context, n)).orElseThrow().getInteger("n");
    }

    private static FailureCode code(Throwable failure) {
        return ((NightshiftException) failure).code();
    }

    @Test
    void a_rollback_that_was_paused_is_finished_by_itself_and_never_applied_again()
            throws Exception {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 40);
            fill(bench, two, 3);
            bench.add(two, new Document("_id", "bad").append("n", 1).append("bad", "cannot"));
            var before = bench.content(one);
            RunReport applied = bench.run(ID, BackfillBench.options(4));
            assertThat(applied.failureCode()).isEqualTo("BACKFILL_HALTED");
            pace(bench, 1);
            CompletableFuture<RunReport> rollback =
                    CompletableFuture.supplyAsync(
                            () -> bench.rollback(ID, Optional.of(one.company()), false));
            while (bench.row(ID, one).restored() == 0) {
                assertThat(rollback).isNotDone();
            }

            assertThat(bench.desk().pause(BackfillBench.platform(), ID).runId())
                    .isNotEqualTo(applied.runId());

            assertThat(rollback.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.PAUSED);
            BackfillStatus.CompanyRow row = bench.row(ID, one);
            assertThat(row.state()).isEqualTo("ROLLING_BACK");
            assertThat(row.restored()).isEqualTo(40 - bench.leads(one).count(DOUBLED));
            assertThat(row.percent()).isEqualTo(row.restored() * 100 / 40);
            long paused = Objects.requireNonNull(bench.status(ID).runId());
            RunRow run = bench.runs().registry().show(paused);
            assertThat(run.done()).isLessThanOrEqualTo(row.restored()).isLessThan(40);
            assertThat(run.total()).isEqualTo(40);
            assertThatThrownBy(() -> bench.resume(ID))
                    .hasMessageContaining("a rollback, is PAUSED")
                    .extracting(BackfillWayBackIT::code)
                    .isEqualTo(FailureCode.ALREADY_RUNNING);
            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .extracting(BackfillWayBackIT::code)
                    .isEqualTo(FailureCode.ALREADY_RUNNING);

            bench.runs().registry().stop(paused, "tester");
            bench.leads(two).deleteMany(new Document("_id", "bad"));
            pace(bench, 0);
            RunReport resumed = bench.resume(ID);

            assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.row(ID, one).state()).isEqualTo("ROLLING_BACK");
            assertThat(bench.row(ID, one).changed()).isEqualTo(40);
            assertThat(bench.status(ID).state()).isEqualTo("COMPLETE");
            assertThat(bench.status(ID).reason())
                    .contains("nightshift backfill rollback %s --company one".formatted(ID));

            assertThat(bench.rollback(ID, Optional.of(one.company()), false).state())
                    .isEqualTo(RunState.COMPLETED);
            assertThat(bench.content(one)).isEqualTo(before);
            assertThat(bench.row(ID, one).restored()).isEqualTo(40);
            assertThat(bench.messages())
                    .contains(
                            "one: %s is rolled back for the company: 40 documents were put back, 0 were left alone."
                                    .formatted(ID));
        }
    }

    private static void pace(BackfillBench bench, int rate) {
        var _ =
                bench.desk()
                        .set(
                                BackfillBench.platform(),
                                ID,
                                OptionalLong.of(rate),
                                OptionalInt.empty());
    }

    @Test
    void a_paused_rollback_goes_on_when_it_is_asked_for_again() throws Exception {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 20);
            bench.run(ID, BackfillBench.options(4));
            pace(bench, 1);
            CompletableFuture<RunReport> rollback =
                    CompletableFuture.supplyAsync(
                            () -> bench.rollback(ID, Optional.empty(), false));
            while (bench.row(ID, one).restored() == 0) {
                assertThat(rollback).isNotDone();
            }
            bench.desk().pause(BackfillBench.platform(), ID);
            long paused = rollback.get(60, TimeUnit.SECONDS).runId();
            pace(bench, 0);

            RunReport back = bench.rollback(ID, Optional.empty(), false);

            assertThat(back.runId()).isEqualTo(paused);
            assertThat(back.state()).isEqualTo(RunState.COMPLETED);
            assertThat(back.counts()).containsEntry("restored", 20L);
            assertThat(bench.status(ID).runId()).isEqualTo(paused);
            assertThat(bench.status(ID).state()).isEqualTo("ROLLED_BACK");
        }
    }

    @Test
    void old_values_that_are_gone_when_a_rollback_comes_to_them_fail_the_company() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 12);
            fill(bench, two, 4);
            bench.run(ID, BackfillBench.options(4));
            bench.collection(one, PreImages.COLLECTION).deleteMany(new Document("page", 1));

            RunReport back = bench.rollback(ID, Optional.empty(), false);

            assertThat(back.state()).isEqualTo(RunState.FAILED);
            BackfillStatus.CompanyRow row = bench.row(ID, one);
            assertThat(row.state()).isEqualTo("FAILED");
            assertThat(row.restored()).isEqualTo(8);
            assertThat(row.failure())
                    .startsWith("PREIMAGES_LAPSED: 4 of 12 changed documents were not put back");
            assertThat(bench.row(ID, two).state()).isEqualTo("ROLLED_BACK");
            assertThat(bench.status(ID).runId()).isEqualTo(back.runId());
            assertThat(bench.status(ID).runState()).isEqualTo("FAILED");
            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.FAILED);

            assertThat(bench.rollback(ID, Optional.empty(), true).state())
                    .isEqualTo(RunState.COMPLETED);
            assertThat(bench.status(ID).state()).isEqualTo("ROLLED_BACK");
            assertThat(bench.row(ID, one).restored()).isEqualTo(8);
            assertThat(bench.row(ID, one).note()).startsWith("4 documents were not put back");
        }
    }

    @Test
    void a_run_after_a_rollback_keeps_its_old_values_for_as_long_as_the_first() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 6);
            var before = bench.content(one);
            bench.run(ID, BackfillBench.options(4));
            bench.pass(Duration.ofDays(1));
            bench.rollback(ID, Optional.empty(), false);
            assertThat(bench.row(ID, one).restorableUntil()).isNull();
            bench.pass(Duration.ofDays(20));
            bench.run(ID, BackfillBench.options(4));
            assertThat(bench.row(ID, one).restorableUntil()).isEqualTo("2027-01-11T00:00:00Z");
            bench.pass(Duration.ofDays(15));

            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);

            assertThat(bench.content(one)).isEqualTo(before);
        }
    }

    @Test
    void a_refusal_names_the_companies_that_lapsed_and_not_those_that_are_back() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            TenantContext three = bench.company("three");
            fill(bench, one, 2);
            fill(bench, two, 2);
            fill(bench, three, 2);
            bench.run(ID, BackfillBench.options(4));
            edit(bench, one, 1, 50);
            bench.rollback(ID, Optional.of(one.company()), false);
            assertThat(bench.row(ID, one).changedSince()).isEqualTo(1);
            bench.pass(Duration.ofDays(31));

            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .hasMessage(
                            "The old values of the company 'three', kept until"
                                    + " 2026-12-21T00:00:00Z, the company 'two', kept until"
                                    + " 2026-12-21T00:00:00Z are deleted.");
            assertThatThrownBy(() -> bench.rollback(ID, Optional.of(one.company()), true))
                    .hasMessageContaining("'one', kept until 2026-12-21T00:00:00Z");
        }
    }

    @Test
    void companies_that_are_back_do_not_keep_the_others_from_it() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 2);
            fill(bench, two, 2);
            BackfillOptions small = BackfillBench.options(4);
            BackfillOptions staged =
                    new BackfillOptions(
                            dev.nightshift.jobs.backfill.stages.StageSize.parse("1"),
                            Map.of(one.company(), 1),
                            small.excluded(),
                            true,
                            1,
                            0,
                            1,
                            true,
                            small.keep(),
                            small.batch());
            bench.run(ID, staged);
            bench.desk().cancel(BackfillBench.platform(), ID);
            edit(bench, one, 1, 50);
            bench.pass(Duration.ofDays(20));
            bench.rollback(ID, Optional.of(one.company()), false);
            bench.resume(ID);
            bench.desk().approve(BackfillBench.platform(), ID, OptionalInt.empty());
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            bench.pass(Duration.ofDays(20));

            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);

            assertThat(bench.row(ID, two).restored()).isEqualTo(2);
            assertThat(bench.row(ID, one).restored()).isEqualTo(1);
            assertThat(bench.row(ID, one).changedSince()).isEqualTo(1);
        }
    }

    @Test
    void what_an_earlier_run_kept_is_never_put_over_what_people_wrote_before_the_next() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 6);
            bench.run(ID, BackfillBench.options(4));
            edit(bench, one, 2, 77);
            bench.rollback(ID, Optional.empty(), false);
            assertThat(bench.row(ID, one).failedDocuments())
                    .extracting(FailedDocument::id)
                    .containsExactly("one002");
            bench.run(ID, BackfillBench.options(4));
            assertThat(n(bench, one, 2)).isEqualTo(154);

            bench.rollback(ID, Optional.empty(), true);

            assertThat(n(bench, one, 2)).isEqualTo(77);
            assertThat(bench.row(ID, one).restored()).isEqualTo(6);
            assertThat(bench.row(ID, one).changedSince()).isZero();
        }
    }

    @Test
    void each_batch_says_when_it_was_written() {
        BackfillBench[] holder = new BackfillBench[1];
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (document.getInteger("n") == 4) {
                                        holder[0].pass(Duration.ofDays(3));
                                    }
                                }))) {
            holder[0] = bench;
            TenantContext one = bench.company("one");
            fill(bench, one, 8);
            var before = bench.content(one);

            bench.run(ID, BackfillBench.options(4));

            assertThat(bench.leads(one).findOne(byId(one, 3)).orElseThrow().getDate("updatedAt"))
                    .hasSameTimeAs("2026-11-21T00:00:00Z");
            assertThat(bench.leads(one).findOne(byId(one, 4)).orElseThrow().getDate("updatedAt"))
                    .hasSameTimeAs("2026-11-24T00:00:00Z");
            bench.rollback(ID, Optional.empty(), false);
            assertThat(bench.content(one)).isEqualTo(before);
        }
    }

    @Test
    void without_old_values_a_batch_that_was_written_and_not_booked_is_reckoned() {
        boolean[] dies = {true};
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (dies[0] && document.getInteger("n") == 6) {
                                        throw new UnknownError("the process dies");
                                    }
                                }))) {
            TenantContext one = bench.company("one");
            fill(bench, one, 12);
            BackfillOptions small = BackfillBench.options(4);
            BackfillOptions options =
                    new BackfillOptions(
                            small.stages(),
                            small.pins(),
                            small.excluded(),
                            false,
                            1,
                            0,
                            1,
                            false,
                            small.keep(),
                            small.batch());
            assertThat(bench.run(ID, options).state()).isEqualTo(RunState.FAILED);
            assertThat(bench.row(ID, one).changed()).isEqualTo(4);
            // It had written three of the four of its last batch.
            bench.leads(one)
                    .updateMany(
                            new Document("n", new Document("$in", List.of(4, 5, 7))),
                            new Document("$set", DOUBLED),
                            Repeat.SAFE);
            dies[0] = false;

            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);

            BackfillStatus.CompanyRow row = bench.row(ID, one);
            assertThat(row.changed()).isEqualTo(12);
            assertThat(row.matching()).isEqualTo(12);
            assertThat(row.note()).startsWith("3 documents had ceased to match");
        }
    }
}

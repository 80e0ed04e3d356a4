package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.backfill.PreImages;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

class BackfillJobIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final Date OLD = Date.from(Instant.parse("2020-01-01T00:00:00Z"));

    private static Document lead(int n) {
        return new Document("_id", n)
                .append("n", n)
                .append("old", "gone")
                .append("inner", new Document("kept", n))
                .append("updatedAt", OLD);
    }

    private static void leads(BackfillBench bench, TenantContext context, int from, int to) {
        for (int n = from; n < to; n++) {
            bench.add(context, lead(n));
        }
    }

    @Test
    void a_backfill_changes_every_company_and_a_rollback_restores_it() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            leads(bench, one, 0, 25);
            leads(bench, two, 100, 103);
            SortedMap<String, Document> before = bench.content(one);

            PlanReport plan = bench.plan(ID);
            assertThat(plan.matches()).isEqualTo(28);
            assertThat(plan.wouldChange()).isEqualTo(28);
            assertThat(plan.samples()).hasSize(5);
            assertThat(bench.content(one)).isEqualTo(before);
            assertThat(bench.collection(one, PreImages.COLLECTION).count(BackfillBench.ALL))
                    .isZero();

            RunReport run = bench.run(ID, BackfillBench.options(10));

            assertThat(run.message()).isNull();
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            assertThat(run.counts()).containsEntry("changed", 28L).containsEntry("companies", 2L);
            BackfillStatus status = bench.status(ID);
            assertThat(status.state()).isEqualTo("COMPLETE");
            assertThat(status.companiesDone()).isEqualTo(2);
            Document changed = bench.leads(one).findOne(new Document("_id", 7)).orElseThrow();
            assertThat(changed)
                    .containsEntry("n", 14)
                    .containsEntry("inner", new Document("kept", 7).append("seen", 1))
                    .doesNotContainKey("old");
            assertThat(changed.getDate("updatedAt")).isAfter(OLD);
            assertThat(bench.alerts())
                    .contains(
                            "one NIGHTSHIFT_BACKFILL_COMPANY_OK",
                            "two NIGHTSHIFT_BACKFILL_COMPANY_OK",
                            "two resolves NIGHTSHIFT_BACKFILL_COMPANY_FAILED");

            RunReport back = bench.rollback(ID, Optional.empty(), false);

            assertThat(back.state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.content(one)).isEqualTo(before);
            assertThat(bench.status(ID).state()).isEqualTo("ROLLED_BACK");
            assertThat(bench.row(ID, one).restored()).isEqualTo(25);
            assertThat(
                            bench.collection(one, PreImages.COLLECTION)
                                    .count(
                                            new Document(
                                                    "documents", new Document("$ne", List.of()))))
                    .isZero();

            assertThat(bench.run(ID, BackfillBench.options(10)).state())
                    .isEqualTo(RunState.COMPLETED);
            assertThat(bench.row(ID, one).changed()).isEqualTo(25);
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining()).isEmpty();
            assertThat(bench.status(ID).state()).isEqualTo("FINAL");
            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .isInstanceOf(NightshiftException.class)
                    .hasMessageContaining("FINAL");
        }
    }

    @Test
    void every_kind_of_bad_document_is_a_counted_failure_and_nothing_else_is_lost() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            bench.add(one, new Document("_id", 1).append("email", "taken@example.com"));
            List<String> bad =
                    List.of(
                            "throws", "cannot", "null", "id", "company", "large", "taken", "loop",
                            "both", "strange", "cycle");
            for (int i = 0; i < bad.size(); i++) {
                Document lead = lead(100 + i).append("bad", bad.get(i));
                if (bad.get(i).equals("both")) {
                    lead.append("text", "x".repeat(9 << 20));
                }
                bench.add(one, lead);
            }
            leads(bench, one, 200, 210);

            assertThat(bench.plan(ID).wouldFail()).isEqualTo(11);
            RunReport run = bench.run(ID, BackfillBench.options(4));

            assertThat(run.failureCode()).isEqualTo("BACKFILL_HALTED");
            BackfillStatus.CompanyRow row = bench.row(ID, one);
            assertThat(row.changed()).isEqualTo(10);
            assertThat(row.failedDocuments())
                    .extracting(FailedDocument::id, document -> document.code().name())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("100", "THREW"),
                            org.assertj.core.groups.Tuple.tuple("101", "UNMIGRATABLE"),
                            org.assertj.core.groups.Tuple.tuple("102", "NO_RESULT"),
                            org.assertj.core.groups.Tuple.tuple("103", "KEY_CHANGED"),
                            org.assertj.core.groups.Tuple.tuple("104", "KEY_CHANGED"),
                            org.assertj.core.groups.Tuple.tuple("105", "TOO_LARGE"),
                            org.assertj.core.groups.Tuple.tuple("107", "THREW"),
                            org.assertj.core.groups.Tuple.tuple("106", "DUPLICATE_KEY"),
                            org.assertj.core.groups.Tuple.tuple("108", "TOO_LARGE"),
                            org.assertj.core.groups.Tuple.tuple("109", "THREW"),
                            org.assertj.core.groups.Tuple.tuple("110", "THREW"));
            assertThat(bench.status(ID).state()).isEqualTo("HALTED");
            assertThat(bench.alerts()).contains("one NIGHTSHIFT_BACKFILL_GATE_CLOSED");

            bench.leads(one)
                    .updateMany(
                            BackfillBench.ALL,
                            new Document("$unset", new Document("bad", "")),
                            Repeat.SAFE);
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.row(ID, one).changed()).isEqualTo(21);
            assertThat(bench.row(ID, one).failed()).isZero();
        }
    }

    @Test
    void a_concurrent_writer_is_never_overwritten_and_its_document_is_taken() {
        BackfillBench[] holder = new BackfillBench[1];
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (document.getInteger("n") == 3) {
                                        holder[0]
                                                .leads(holder[0].known("one"))
                                                .updateOne(
                                                        new Document("_id", 3),
                                                        new Document(
                                                                "$set", new Document("n", 50)));
                                    }
                                }))) {
            holder[0] = bench;
            TenantContext one = bench.company("one");
            leads(bench, one, 0, 6);

            assertThat(bench.run(ID, BackfillBench.options(10)).state())
                    .isEqualTo(RunState.COMPLETED);

            assertThat(bench.leads(one).findOne(new Document("_id", 3)).orElseThrow())
                    .containsEntry("n", 100);
            assertThat(bench.row(ID, one).conflicts()).isEqualTo(1);
            assertThat(bench.row(ID, one).changed()).isEqualTo(6);
            bench.rollback(ID, Optional.empty(), false);
            assertThat(bench.leads(one).findOne(new Document("_id", 3)).orElseThrow())
                    .containsEntry("n", 50);
        }
    }

    @Test
    void a_rollback_leaves_alone_what_was_changed_since_unless_it_is_forced() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            leads(bench, one, 0, 6);
            bench.run(ID, BackfillBench.options(4));
            bench.leads(one)
                    .updateOne(new Document("_id", 2), new Document("$set", new Document("n", 99)));
            bench.leads(one)
                    .updateOne(
                            new Document("_id", 3),
                            new Document("$set", new Document("city", "B")));

            bench.rollback(ID, Optional.of(one.company()), false);

            assertThat(bench.row(ID, one).state()).isEqualTo("ROLLED_BACK");
            assertThat(bench.row(ID, one).restored()).isEqualTo(5);
            assertThat(bench.row(ID, one).changedSince()).isEqualTo(1);
            assertThat(bench.row(ID, one).failedDocuments())
                    .extracting(FailedDocument::id)
                    .containsExactly("2");
            assertThat(bench.leads(one).findOne(new Document("_id", 2)).orElseThrow())
                    .containsEntry("n", 99);
            assertThat(bench.leads(one).findOne(new Document("_id", 3)).orElseThrow())
                    .containsEntry("n", 3)
                    .containsEntry("city", "B");

            bench.rollback(ID, Optional.of(one.company()), true);
            assertThat(bench.leads(one).findOne(new Document("_id", 2)).orElseThrow())
                    .containsEntry("n", 2)
                    .doesNotContainKey("doubled");
        }
    }

    @Test
    void a_rollback_after_the_old_values_lapsed_is_refused_with_the_date() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            leads(bench, one, 0, 6);
            bench.run(ID, BackfillBench.options(4));
            bench.pass(Duration.ofDays(31));

            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .isInstanceOf(NightshiftException.class)
                    .hasMessageContaining("2026-12-21T00:00:00Z");
        }
    }

    @Test
    void stages_wait_for_approvals_and_pins_and_exclusions_hold() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            for (int i = 0; i < 8; i++) {
                leads(bench, bench.company("c" + i), i * 10, i * 10 + 3);
            }
            BackfillOptions options =
                    new BackfillOptions(
                            dev.nightshift.jobs.backfill.stages.StageSize.parse("2,50%"),
                            Map.of(bench.known("c7").company(), 1),
                            Set.of(bench.known("c0").company()),
                            true,
                            1,
                            0,
                            2,
                            true,
                            Duration.ofDays(30),
                            BackfillBench.options(10).batch());

            RunReport first = bench.run(ID, options);

            assertThat(first.state()).isEqualTo(RunState.PAUSED);
            BackfillStatus waiting = bench.status(ID);
            assertThat(waiting.state()).isEqualTo("WAITING");
            assertThat(waiting.companiesDone()).isEqualTo(2);
            assertThat(bench.row(ID, bench.known("c7")).state()).isEqualTo("DONE");
            assertThat(waiting.excluded()).containsExactly("c0");
            assertThatThrownBy(() -> bench.resume(ID)).hasMessageContaining("WAITING");
            assertThatThrownBy(() -> bench.run(ID, options)).hasMessageContaining("PAUSED");

            bench.desk().approve(BackfillBench.platform("ann"), ID, java.util.OptionalInt.of(1));
            assertThatThrownBy(
                            () ->
                                    bench.desk()
                                            .approve(
                                                    BackfillBench.platform("bob"),
                                                    ID,
                                                    java.util.OptionalInt.of(1)))
                    .hasMessageContaining("approved already, by ann");
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.PAUSED);
            assertThat(bench.status(ID).companiesDone()).isEqualTo(4);
            bench.desk().approve(BackfillBench.platform("bob"), ID, java.util.OptionalInt.empty());
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.status(ID).companiesDone()).isEqualTo(7);
            assertThat(bench.status(ID).grid())
                    .filteredOn(row -> row.stage() == 2)
                    .extracting(BackfillStatus.CompanyRow::approvedBy)
                    .containsOnly("ann");
            assertThat(bench.leads(bench.known("c0")).count(new Document("doubled", true)))
                    .isZero();
        }
    }
}

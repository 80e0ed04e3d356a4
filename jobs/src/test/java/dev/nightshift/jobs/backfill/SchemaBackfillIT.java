package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SchemaBackfillIT {
    private static final String ID = "M20260102_BuildBadgeKeys";

    private static final class M20260102_BuildBadgeKeys implements SchemaMigration {
        private boolean more;
        private Runnable asked = () -> {};

        @Override
        public String summary() {
            return "One badge for each number.";
        }

        @Override
        public String collection() {
            return "badges";
        }

        @Override
        public List<IndexPlan> indexes() {
            asked.run();
            return List.of(
                    IndexPlan.uniqueInCompany("badge"),
                    IndexPlan.on(new Document(more ? "third" : "other", 1)));
        }
    }

    @Test
    void an_index_that_is_gone_keeps_the_ledger_open_and_a_resume_builds_it() {
        M20260102_BuildBadgeKeys migration = new M20260102_BuildBadgeKeys();
        try (BackfillBench bench = BackfillBench.with(migration)) {
            TenantContext one = bench.company("one");
            bench.collection(one, "badges").insertOne(new Document("_id", 1).append("badge", "b1"));
            bench.run(ID, BackfillBench.options(4));
            migration.more = true;

            assertThatThrownBy(() -> bench.desk().finalise(BackfillBench.platform(), ID))
                    .hasMessageContaining("has no index");

            assertThat(bench.status(ID).state()).isEqualTo("HALTED");
            assertThat(bench.row(ID, one).state()).isEqualTo("PENDING");
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.row(ID, one).state()).isEqualTo("DONE");
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining()).isEmpty();
        }
    }

    @Test
    void duplicates_are_reported_before_an_index_is_built() {
        try (BackfillBench bench = BackfillBench.with(new M20260102_BuildBadgeKeys())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            for (int n = 0; n < 2_000; n++) {
                bench.collection(one, "badges")
                        .insertOne(new Document("_id", n).append("badge", "b" + n % 1_999));
            }
            bench.collection(two, "badges")
                    .insertOne(new Document("_id", "x").append("badge", "b0"));
            bench.collection(two, "badges").insertOne(new Document("_id", "y"));
            bench.collection(two, "badges").insertOne(new Document("_id", "z"));

            PlanReport plan = bench.plan(ID);
            assertThat(plan.wouldFail()).isEqualTo(1);
            assertThat(plan.missingIndexes())
                    .contains("companyId_1_badge_1", "companyId_1__id_1", "other_1");
            RunReport run = bench.run(ID, BackfillBench.options(4));

            assertThat(run.failureCode()).isEqualTo("DUPLICATE_KEYS");
            assertThat(bench.row(ID, one).failedDocuments())
                    .containsExactly(
                            new FailedDocument(
                                    "1999",
                                    FailedDocument.Code.DUPLICATE_KEY,
                                    "has the badge of 0"));
            assertThat(bench.row(ID, two).failed()).isZero();
            bench.collection(one, "badges").deleteMany(new Document("_id", 1_999));
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.desk().finalise(BackfillBench.platform(), ID).remaining()).isEmpty();
            assertThat(
                            bench.collection(one, "badges")
                                    .insertOne(new Document("_id", "new").append("badge", "b1")))
                    .isFalse();
            assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                    .hasMessageContaining("nothing to roll back");
        }
    }

    @Test
    void duplicates_that_came_in_before_the_index_was_built_are_found_by_a_resume() {
        M20260102_BuildBadgeKeys migration = new M20260102_BuildBadgeKeys();
        try (BackfillBench bench = BackfillBench.with(migration)) {
            TenantContext one = bench.company("one");
            bench.collection(one, "badges").insertOne(new Document("_id", 1).append("badge", "b1"));
            migration.asked =
                    () -> {
                        if (bench.row(ID, one).state().equals("DONE")) {
                            bench.collection(one, "badges")
                                    .insertOne(new Document("_id", 2).append("badge", "b1"));
                        }
                    };

            RunReport run = bench.run(ID, BackfillBench.options(4));

            assertThat(run.failureCode()).isEqualTo("DUPLICATE_KEYS");
            assertThat(bench.status(ID).state()).isEqualTo("HALTED");
            assertThat(bench.row(ID, one).state()).isEqualTo("PENDING");
            migration.asked = () -> {};
            assertThat(bench.resume(ID).failureCode()).isEqualTo("DUPLICATE_KEYS");
            assertThat(bench.row(ID, one).failedDocuments())
                    .extracting(FailedDocument::id)
                    .containsExactly("2");
            bench.collection(one, "badges").deleteMany(new Document("_id", 2));
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void a_company_that_is_left_out_and_has_duplicates_is_named() {
        try (BackfillBench bench = BackfillBench.with(new M20260102_BuildBadgeKeys())) {
            bench.company("one");
            TenantContext two = bench.company("two");
            for (int n = 0; n < 3; n++) {
                bench.collection(two, "badges")
                        .insertOne(new Document("_id", n).append("badge", "same"));
            }
            Map<String, String> options = new HashMap<>(BackfillBench.options(4).toParameters());
            options.put("excluded", "two");

            RunReport run = bench.run(ID, BackfillOptions.of(options));

            assertThat(run.message()).contains("left out, and in the way: two");
            assertThat(run.hint()).contains("--include");
            assertThat(bench.messages())
                    .contains(
                            "two: %s halted in stage 4: 2 of its documents have a key that is to be unique and is another's"
                                    .formatted(ID));
            assertThat(bench.include(ID, "two").failureCode()).isEqualTo("DUPLICATE_KEYS");
            assertThat(bench.row(ID, two).failedDocuments()).hasSize(2);
        }
    }
}

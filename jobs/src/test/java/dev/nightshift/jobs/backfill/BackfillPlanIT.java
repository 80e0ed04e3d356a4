package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.platform.runs.RunState;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A plan of which something goes wrong. */
@Timeout(60)
class BackfillPlanIT {
    private static final String ID = "M20260101_DoubleNumbers";

    @Test
    void a_plan_that_died_is_gone_on_with_and_what_it_found_stays_with_its_run() {
        AtomicBoolean dies = new AtomicBoolean(true);
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (dies.getAndSet(false)) {
                                        throw new UnknownError("the process dies");
                                    }
                                }))) {
            var one = bench.company("one");
            bench.add(one, new Document("n", 1), new Document("n", 2));
            bench.add(one, new Document("n", 3).append("bad", "cannot"));
            PlanReport.Planned planned =
                    bench.backfills()
                            .plan(
                                    BackfillBench.platform(),
                                    ID,
                                    BackfillOptions.DEFAULT,
                                    RunListener.NONE);
            assertThat(planned.run().state()).isEqualTo(RunState.FAILED);
            assertThat(planned.report()).isNull();

            RunReport again =
                    bench.runs()
                            .starter()
                            .restart(planned.run().runId(), "tester", "again", RunListener.NONE);

            assertThat(again.state()).isEqualTo(RunState.COMPLETED);
            assertThat(again.artefacts())
                    .containsEntry("matches", "3")
                    .containsEntry("wouldChange", "2")
                    .containsEntry("wouldFail", "1")
                    .containsEntry("missingIndexes", "companyId_1__id_1");
            assertThat(bench.runs().registry().show(again.runId()).artefacts())
                    .isEqualTo(again.artefacts());
            assertThat(bench.runs().registry().show(again.runId()).total())
                    .as("nobody counts beforehand how much there is")
                    .isNull();
        }
    }

    @Test
    void a_company_that_cannot_be_looked_at_does_not_keep_the_others_from_it() {
        AtomicBoolean breaks = new AtomicBoolean();
        try (BackfillBench bench = BackfillBench.with(new M20260104_Broken(breaks))) {
            bench.add(bench.company("one"), new Document("n", 1));
            bench.add(bench.company("two"), new Document("n", 1));
            breaks.set(true);

            PlanReport plan = bench.plan("M20260104_Broken");

            assertThat(plan.wouldChange()).isEqualTo(1);
            assertThat(plan.failureCode()).isEqualTo("INTERNAL");
            assertThat(plan.notes())
                    .singleElement()
                    .asString()
                    .endsWith("was not looked at to its end: INTERNAL: the log has the details");
            assertThat(bench.alerts()).isEmpty();
            assertThat(bench.status("M20260104_Broken").grid())
                    .extracting(BackfillStatus.CompanyRow::state)
                    .isEqualTo(List.of("PENDING", "PENDING"));
        }
    }

    private record M20260104_Broken(AtomicBoolean breaks) implements DataMigration {
        @Override
        public String summary() {
            return "Breaks once.";
        }

        @Override
        public String collection() {
            return "leads";
        }

        @Override
        public Document filter() {
            if (breaks.getAndSet(false)) {
                throw new IllegalStateException("secret");
            }
            return new Document("marked", new Document("$exists", false));
        }

        @Override
        public Document apply(Document lead, Subject subject) {
            return lead.append("marked", true);
        }
    }
}

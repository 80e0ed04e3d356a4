package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** What companies are told of a gate, and that it ends. */
@Timeout(60)
class GateAlertsIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final String CODE = "NIGHTSHIFT_BACKFILL_GATE_CLOSED";

    private static void halted(BackfillBench bench, TenantContext... companies) {
        for (TenantContext context : companies) {
            bench.add(context, new Document("n", 1));
            bench.add(
                    context,
                    new Document("_id", "bad-" + context.companyId())
                            .append("n", 1)
                            .append("bad", "cannot"));
        }
        RunReport run = bench.run(ID, BackfillBench.options(4));
        assertThat(run.failureCode()).isEqualTo("BACKFILL_HALTED");
    }

    /** As the service stores what it was told. */
    private static void told(BackfillBench bench, TenantContext context, String migration) {
        bench.collection(context, "alerts")
                .insertOne(
                        new Document("_id", "alert-" + context.companyId())
                                .append("openKey", "NIGHTSHIFT/BACKFILL/" + CODE)
                                .append("code", CODE)
                                .append("severity", "CRITICAL")
                                .append("meta", new Document("migration", migration))
                                .append("lastAt", Date.from(Instant.EPOCH)));
    }

    private static boolean open(BackfillBench bench, TenantContext context) {
        return bench.collection(context, "alerts")
                        .count(new Document("openKey", new Document("$exists", true)))
                > 0;
    }

    @Test
    void a_company_is_told_of_its_own_part_alone() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            halted(bench, bench.company("north"), bench.company("south"));

            assertThat(bench.messages())
                    .contains(
                            "north: %s halted in stage 1: 1 of its 2 documents failed"
                                    .formatted(ID),
                            "south: %s halted in stage 1: 1 of its 2 documents failed"
                                    .formatted(ID));
            assertThat(bench.status(ID).reason()).startsWith("2 of 4 documents failed");
        }
    }

    @Test
    void a_company_that_failed_is_named_to_no_other() {
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (document.containsKey("breaks")) {
                                        throw new UnsupportedOperationException();
                                    }
                                }))) {
            TenantContext north = bench.company("north");
            TenantContext south = bench.company("south");
            bench.add(north, new Document("_id", "x").append("n", 1).append("breaks", true));
            bench.add(south, new Document("_id", "y").append("n", 1).append("breaks", true));

            bench.run(ID, BackfillBench.options(4));

            assertThat(bench.messages())
                    .noneMatch(told -> told.startsWith("north: ") && told.contains("south"))
                    .noneMatch(told -> told.startsWith("south: ") && told.contains("north"));
        }
    }

    @Test
    void a_gate_that_holds_again_ends_what_was_told_of_it() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            halted(bench, one);
            told(bench, one, ID);
            told(bench, two, "M20250101_Other");
            bench.leads(one).deleteMany(new Document("_id", "bad-one"));

            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);

            assertThat(open(bench, one)).isFalse();
            assertThat(open(bench, two)).as("another migration's").isTrue();
        }
    }

    @Test
    void so_does_giving_the_backfill_up() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            halted(bench, one);
            told(bench, one, ID);

            bench.desk().cancel(BackfillBench.platform(), ID);

            assertThat(open(bench, one)).isFalse();
        }
    }

    @Test
    void so_does_a_rollback_for_the_companies_that_it_takes_back() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            halted(bench, one, two);
            told(bench, one, ID);
            told(bench, two, ID);

            bench.rollback(ID, Optional.of(one.company()), false);

            assertThat(open(bench, one)).isFalse();
            assertThat(open(bench, two)).isTrue();
            bench.rollback(ID, Optional.empty(), false);
            assertThat(open(bench, two)).isFalse();
        }
    }
}

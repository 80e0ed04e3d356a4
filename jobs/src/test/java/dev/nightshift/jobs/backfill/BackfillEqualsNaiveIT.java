package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.stages.StageSize;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.bson.Document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backfill leaves what one document after the other would, whenever it dies, waits for approvals
 * or is rolled back in between; and a rollback leaves what was there before.
 */
class BackfillEqualsNaiveIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final int ATTEMPTS = 40;

    /** An error that nothing in the job expects: the run ends there. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @Property(tries = 12, seed = PropertySeed.VALUE, shrinking = ShrinkingMode.OFF)
    void whatever_happens_in_between(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 99) Integer> numbers,
            @ForAll @IntRange(min = 1, max = 7) int batch,
            @ForAll @IntRange(min = 1, max = 4) int companies,
            @ForAll @Size(max = 3) List<@IntRange(min = 1, max = 40) Integer> deaths,
            @ForAll boolean approvals,
            @ForAll boolean rolledBackInBetween) {
        AtomicInteger untilDeath = new AtomicInteger(Integer.MAX_VALUE);
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (untilDeath.decrementAndGet() == 0) {
                                        throw new Death();
                                    }
                                }))) {
            List<TenantContext> contexts = new ArrayList<>();
            for (int i = 0; i < companies; i++) {
                contexts.add(bench.company("c" + i));
            }
            for (int i = 0; i < numbers.size(); i++) {
                bench.add(contexts.get(i % companies), lead(i, numbers.get(i)));
            }
            List<Map<String, Document>> before =
                    contexts.stream().map(c -> Map.copyOf(bench.content(c))).toList();

            untilDeath.set(deaths.isEmpty() ? Integer.MAX_VALUE : deaths.getFirst());
            RunReport run = bench.run(ID, options(batch, approvals));
            if (rolledBackInBetween && run.state() != RunState.PAUSED) {
                untilDeath.set(Integer.MAX_VALUE);
                rollBack(bench);
                assertContent(bench, contexts, before);
                run = bench.run(ID, options(batch, approvals));
            }
            for (int attempt = 1; run.state() != RunState.COMPLETED; attempt++) {
                assertThat(attempt).as("it ends").isLessThan(ATTEMPTS);
                untilDeath.set(attempt < deaths.size() ? deaths.get(attempt) : Integer.MAX_VALUE);
                if (run.state() == RunState.PAUSED) {
                    bench.desk().approve(BackfillBench.platform(), ID, OptionalInt.empty());
                }
                run = bench.resume(ID);
            }

            for (int i = 0; i < companies; i++) {
                TenantContext context = contexts.get(i);
                assertThat(withoutTime(bench.content(context)))
                        .isEqualTo(withoutTime(naive(before.get(i), context)));
            }
            rollBack(bench);
            assertContent(bench, contexts, before);
        }
    }

    private static void rollBack(BackfillBench bench) {
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.rollback(ID, Optional.empty(), false).state())
                .isEqualTo(RunState.COMPLETED);
        bench.pass(Duration.ofSeconds(1));
    }

    private static void assertContent(
            BackfillBench bench,
            List<TenantContext> contexts,
            List<Map<String, Document>> expected) {
        for (int i = 0; i < contexts.size(); i++) {
            assertThat(Map.copyOf(bench.content(contexts.get(i)))).isEqualTo(expected.get(i));
        }
    }

    private static Document lead(int id, int number) {
        Document lead = new Document("_id", id);
        if (number % 7 != 0) {
            lead.append("n", number);
        }
        if (number % 3 == 0) {
            lead.append("inner", number % 2 == 0 ? new Document("kept", number) : null);
        }
        if (number % 5 == 0) {
            lead.append("old", null);
        }
        if (number % 11 == 0) {
            lead.append("doubled", false);
        }
        if (number % 13 == 0) {
            lead.append("bad", "cannot");
        }
        return lead;
    }

    private static BackfillOptions options(int batch, boolean approvals) {
        BackfillOptions small = BackfillBench.options(batch);
        return new BackfillOptions(
                StageSize.parse("1,50%"),
                Map.of(),
                Set.of(),
                approvals,
                100,
                0,
                2,
                true,
                Duration.ofDays(30),
                small.batch());
    }

    private static Map<String, Document> naive(Map<String, Document> leads, TenantContext context) {
        Subject subject = new Subject(context.company(), Region.DEFAULT);
        TreeMap<String, Document> after = new TreeMap<>();
        leads.forEach(
                (id, lead) -> {
                    Document copy = Document.parse(lead.toJson());
                    boolean needsIt = !lead.containsKey("doubled") && lead.containsKey("n");
                    after.put(id, needsIt ? migrated(copy, subject) : copy);
                });
        return after;
    }

    private static Document migrated(Document copy, Subject subject) {
        try {
            return new M20260101_DoubleNumbers().apply(copy, subject);
        } catch (Unmigratable stays) {
            return copy;
        }
    }

    private static Map<String, Document> withoutTime(Map<String, Document> leads) {
        TreeMap<String, Document> without = new TreeMap<>();
        leads.forEach(
                (id, lead) -> {
                    Document copy = new Document(lead);
                    copy.remove("updatedAt");
                    without.put(id, copy);
                });
        return without;
    }
}

package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.migrations.Subject;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} of the process that backfills, on the embedded servers as an installation has.
 */
class BackfillKillIT {
    private static final String ID = BackfillProcess.ID;
    private static final int LEADS = 2_000;
    private static final Document DOUBLED = new Document("doubled", true);

    @TempDir private Path folder;

    @Test
    void a_backfill_and_its_rollback_end_as_if_nothing_had_killed_them() throws Exception {
        Settings settings = BackfillProcess.settings(folder.resolve("data"));
        Stack stack = new Stack(settings);
        try (BackfillBench bench =
                BackfillBench.on(stack.endpoints(), new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 0);
            fill(bench, two, LEADS);
            var before = bench.content(one);

            kill(settings, "run", () -> doubled(bench, one) + doubled(bench, two) >= 1);
            kill(settings, "resume", () -> doubled(bench, one) + doubled(bench, two) >= LEADS);
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);

            assertThat(withoutTime(bench.content(one).values()))
                    .isEqualTo(naive(before.values(), one));
            assertThat(bench.row(ID, one).changed()).isEqualTo(LEADS);
            assertThat(bench.row(ID, two).changed()).isEqualTo(LEADS);
            assertThat(bench.row(ID, one).matching()).isEqualTo(LEADS);

            kill(
                    settings,
                    "rollback",
                    () -> doubled(bench, one) + doubled(bench, two) < 3 * LEADS / 2);
            kill(settings, "rollback", () -> doubled(bench, one) + doubled(bench, two) < LEADS);
            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);

            assertThat(bench.content(one)).isEqualTo(before);
            assertThat(doubled(bench, two)).isZero();
            assertThat(bench.row(ID, one).changedSince()).isZero();
            assertThat(bench.row(ID, one).restored()).isEqualTo(LEADS);
            assertThat(bench.row(ID, two).restored()).isEqualTo(LEADS);
        } finally {
            stack.stop();
        }
    }

    private static long doubled(BackfillBench bench, TenantContext context) {
        return bench.leads(context).count(DOUBLED);
    }

    private interface Moment {
        boolean hasCome();
    }

    private static void kill(Settings settings, String what, Moment moment) throws Exception {
        Process process = BackfillProcess.start(settings.dataDir(), what);
        try {
            while (!moment.hasCome()) {
                assertThat(process.waitFor(5, TimeUnit.MILLISECONDS))
                        .as("it is at work until it is killed")
                        .isFalse();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void fill(BackfillBench bench, TenantContext context, int from) {
        List<Document> leads = new ArrayList<>();
        for (int n = from; n < from + LEADS; n++) {
            leads.add(
                    new Document("_id", n)
                            .append("n", n)
                            .append("old", "gone")
                            .append("inner", new Document("kept", n)));
        }
        bench.leads(context).insertMany(leads);
    }

    private static List<Document> naive(Iterable<Document> leads, TenantContext context) {
        Subject subject = new Subject(context.company(), Region.DEFAULT);
        List<Document> after = new ArrayList<>();
        for (Document lead : leads) {
            Document copy = Document.parse(lead.toJson());
            after.add(new M20260101_DoubleNumbers().apply(copy, subject));
        }
        return withoutTime(after);
    }

    private static List<Document> withoutTime(Iterable<Document> leads) {
        TreeMap<String, Document> sorted = new TreeMap<>();
        leads.forEach(
                lead -> {
                    Document copy = new Document(lead);
                    copy.remove("updatedAt");
                    sorted.put(String.valueOf(lead.get("_id")), copy);
                });
        return List.copyOf(sorted.values());
    }
}

package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code kill -9} of the process that backfills, on the embedded servers as an installation has: at
 * random commands that it sends to MongoDB. What failed once fails again with the seed that it
 * names: {@code -Dnightshift.kill.seed=...}
 */
class BackfillKillIT {
    private static final String ID = BackfillProcess.ID;
    private static final int LEADS = 600;
    private static final int BAD = 3;

    /** Reads, pre-images, changes and positions of both companies: about a hundred in all. */
    private static final int COMMANDS = 45;

    private static final long SEED = Long.getLong("nightshift.kill.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final List<String> told = new ArrayList<>(List.of("seed " + SEED));

    @TempDir private Path folder;

    @Test
    void a_backfill_and_its_rollback_end_as_if_nothing_had_killed_them() throws Exception {
        Settings settings = BackfillProcess.settings(folder.resolve("data"));
        Stack stack = new Stack(settings);
        int port = URI.create(stack.endpoints().mongodbUri()).getPort();
        try (TcpProxy proxy = new TcpProxy(port);
                BackfillBench bench =
                        BackfillBench.on(stack.endpoints(), new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            fill(bench, one, 0);
            fill(bench, two, LEADS);
            var before = bench.content(one);
            var beforeTwo = bench.content(two);

            kill(settings, proxy, "run");
            pause(settings, proxy, bench);
            kill(settings, proxy, "resume");
            assertThat(completed(bench)).as("%s", told).isTrue();

            assertThat(withoutTime(bench.content(one).values()))
                    .as("%s", told)
                    .isEqualTo(naive(before.values(), one));
            assertThat(withoutTime(bench.content(two).values()))
                    .as("%s", told)
                    .isEqualTo(naive(beforeTwo.values(), two));
            for (TenantContext company : List.of(one, two)) {
                BackfillStatus.CompanyRow row = bench.row(ID, company);
                assertThat(row.changed()).as("%s", told).isEqualTo(LEADS - BAD);
                assertThat(row.failed()).as("%s", told).isEqualTo(BAD);
                assertThat(row.matching()).as("%s", told).isEqualTo(LEADS);
                assertThat(row.remaining()).as("%s", told).isEqualTo(BAD);
            }

            kill(settings, proxy, "rollback");
            kill(settings, proxy, "rollback");
            assertThat(rolledBack(bench)).as("%s", told).isTrue();

            assertThat(bench.content(one)).as("%s", told).isEqualTo(before);
            assertThat(bench.content(two)).as("%s", told).isEqualTo(beforeTwo);
            for (TenantContext company : List.of(one, two)) {
                BackfillStatus.CompanyRow row = bench.row(ID, company);
                assertThat(row.changedSince()).as("%s", told).isZero();
                assertThat(row.restored()).as("%s", told).isEqualTo(LEADS - BAD);
            }
        } finally {
            stack.stop();
        }
    }

    private void kill(Settings settings, TcpProxy proxy, String what) throws Exception {
        at(settings, proxy, what, Process::destroyForcibly);
    }

    private void pause(Settings settings, TcpProxy proxy, BackfillBench bench) throws Exception {
        at(
                settings,
                proxy,
                "resume",
                process -> {
                    try {
                        bench.desk().pause(BackfillBench.platform(), ID);
                    } catch (NightshiftException over) {
                        told.add("too late to be paused");
                    }
                });
    }

    private interface Blow {
        void fall(Process process);
    }

    /** Starts it, and does that to it when it has sent so many commands; it may end before. */
    private void at(Settings settings, TcpProxy proxy, String what, Blow blow) throws Exception {
        int moment = 1 + random.nextInt(COMMANDS);
        told.add("%s at command %d".formatted(what, moment));
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch come = new CountDownLatch(1);
        proxy.loseAnswers(
                1,
                request -> {
                    if (isOfBackfill(request) && sent.incrementAndGet() == moment) {
                        come.countDown();
                    }
                    return false;
                });
        Process process = BackfillProcess.start(settings.dataDir(), proxy.port(), what);
        try {
            while (process.isAlive() && !come.await(5, TimeUnit.MILLISECONDS)) {
                // It has not come yet.
            }
            blow.fall(process);
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("%s", told).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
            proxy.loseAnswers(0, request -> false);
        }
    }

    private static boolean isOfBackfill(String request) {
        return request.contains("leads\0")
                || request.contains("preimages\0")
                || request.contains("backfills\0");
    }

    /** Does what is left of it; nothing is when a kill came too late. */
    private static boolean completed(BackfillBench bench) {
        return bench.status(ID).state().equals("COMPLETE")
                || bench.resume(ID).state() == RunState.COMPLETED;
    }

    private static boolean rolledBack(BackfillBench bench) {
        return bench.status(ID).state().equals("ROLLED_BACK")
                || bench.rollback(ID, Optional.empty(), false).state() == RunState.COMPLETED;
    }

    private static void fill(BackfillBench bench, TenantContext context, int from) {
        List<Document> leads = new ArrayList<>();
        for (int n = from; n < from + LEADS; n++) {
            Document lead =
                    new Document("_id", n)
                            .append("n", n)
                            .append("old", "gone")
                            .append("inner", new Document("kept", n));
            leads.add(n % (LEADS / BAD) == 7 ? lead.append("bad", "cannot") : lead);
        }
        bench.leads(context).insertMany(leads);
    }

    private static List<Document> naive(Iterable<Document> leads, TenantContext context) {
        Subject subject = new Subject(context.company(), Region.DEFAULT);
        List<Document> after = new ArrayList<>();
        for (Document lead : leads) {
            Document copy = Document.parse(lead.toJson());
            try {
                after.add(new M20260101_DoubleNumbers().apply(copy, subject));
            } catch (Unmigratable stays) {
                after.add(copy);
            }
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

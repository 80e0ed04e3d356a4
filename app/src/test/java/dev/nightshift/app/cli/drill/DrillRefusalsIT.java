package dev.nightshift.app.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.failover.HeldBackfill;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.live.LiveLease;
import dev.nightshift.drills.replicaset.SetTimes;
import dev.nightshift.drills.replicaset.SimulatedReplicaSet;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.jobs.isolationtest.IsolationTestJob;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.isolation.IsolationReport;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What stands against a drill, from the command line: its message, and that nothing is broken. */
class DrillRefusalsIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "grace");
    private static final String[] LAB = {"drill", "run", "redis-outage"};
    private static final String[] LIVE = {
        "drill", "run", "redis-outage", "--live", "--target", "testing"
    };
    private static final String WAIT_OR_PAUSE =
            "hint: Nothing was broken. Wait until it is over (nightshift runs follow RUN), or let"
                    + " it rest (nightshift runs pause RUN), and run the drill again.";

    private record Ended(int exit, String out, String err) {}

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final Endpoints endpoints =
            new Endpoints(
                    stack.endpoints().mongodbUri(),
                    stack.endpoints().redisUri(),
                    "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()),
                    "",
                    "",
                    "of this test");
    private String mongodbUri = endpoints.mongodbUri();

    private Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "USER",
                                "tester",
                                "NIGHTSHIFT_ENVIRONMENT",
                                "testing",
                                "NIGHTSHIFT_DATA_DIR",
                                stack.dataDir().toString(),
                                "NIGHTSHIFT_MONGODB_URI",
                                mongodbUri,
                                "NIGHTSHIFT_REDIS_URI",
                                endpoints.redisUri(),
                                "NIGHTSHIFT_JDBC_URL",
                                endpoints.jdbcUrl()));
        int exit =
                new Cli(
                                new Surroundings(
                                        InputStream.nullInputStream(),
                                        new PrintStream(out, true, StandardCharsets.UTF_8),
                                        new PrintStream(err, true, StandardCharsets.UTF_8),
                                        environment,
                                        InstantSource.system(),
                                        false,
                                        false,
                                        StopSignal.NONE))
                        .run(words);
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void assertRefused(Ended ended, String because) {
        assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(3);
        assertThat(ended.out()).contains("because    " + because);
        assertThat(ended.err()).contains("hint: Nothing was broken.");
        Path folder = new Drills(stack.dataDir(), InstantSource.system()).folders().getLast();
        Chain journal = Chain.read(folder.resolve(Journal.FILE));
        assertThat(journal.all(Events.INJECTING)).isEmpty();
        assertThat(journal.all(Events.INJECTED)).isEmpty();
        assertThat(journal.lines().getLast().text("state")).isEqualTo("REFUSED");
        assertThat(journal.lines().getLast().text("reason")).isEqualTo(because);
        assertThat(folder.resolve("lease.json")).doesNotExist();
        assertThat(folder.resolve("work")).doesNotExist();
        String below = folder.toAbsolutePath() + "/";
        assertThat(
                        ProcessHandle.allProcesses()
                                .map(process -> process.info().commandLine().orElse(""))
                                .filter(line -> line.contains(below)))
                .as("servers, or a watchdog, of a lab")
                .isEmpty();
    }

    @Test
    void aDrillIsRefusedWhileABackfillRuns() throws InterruptedException {
        try (HeldBackfill backfill = new HeldBackfill(endpoints)) {
            String because =
                    "A backfill is at work: backfill (run %d).".formatted(backfill.runId());

            Ended lab = run(LAB);
            assertRefused(lab, because);
            assertThat(lab.err()).contains(WAIT_OR_PAUSE);
            Ended live = run(LIVE);
            assertRefused(live, because);
            assertThat(live.err()).contains(WAIT_OR_PAUSE);

            assertThat(backfill.end().state()).isEqualTo(RunState.COMPLETED);
        }
        assertThat(new Drills(stack.dataDir(), InstantSource.system()).folders()).hasSize(2);
    }

    @Test
    void aBackfillIsRefusedWhileALiveDrillIsAtWork() {
        try (MongoStores mongo = MongoStores.open(mongodbUri);
                LiveLease drill =
                        LiveLease.take(
                                mongo.platform(),
                                CONTEXT,
                                "redis-outage-of-today",
                                InstantSource.system(),
                                System::nanoTime)) {
            Ended refused = run("backfill", "run", "M20261119_NormaliseLeadPhones");

            assertThat(refused.exit()).as(refused.out() + refused.err()).isEqualTo(3);
            assertThat(refused.err())
                    .contains(
                            "error: Not begun: the live drill redis-outage-of-today is at work on"
                                    + " these servers since ",
                            "run by grace on ",
                            "hint: Nothing was changed. Wait until it is over, or end it there:"
                                    + " nightshift drill stop-all.");
            assertThat(run("runs", "list").out()).doesNotContain("backfill");
            assertThat(run("backfill", "plan", "M20261119_NormaliseLeadPhones").exit()).isZero();
            assertThat(drill.reason()).isEmpty();
        }
        assertThat(run("backfill", "run", "M20261119_NormaliseLeadPhones").exit()).isZero();
    }

    @Test
    void aLiveDrillIsRefusedWhileAnyOtherRunIsInProgress() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        IsolationTestJob held =
                new IsolationTestJob(
                        context -> {
                            inside.countDown();
                            awaitOf(leave);
                            return new IsolationReport(0, List.of());
                        },
                        (company, alert) -> {});
        try (Runs runs = Runs.open(endpoints, List.of(held));
                var thread = Executors.newSingleThreadExecutor()) {
            long runId =
                    runs.starter()
                            .submit(IsolationTestJob.request(CONTEXT), thread, RunListener.NONE)
                            .runId();
            try {
                assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

                Ended live = run(LIVE);

                assertRefused(
                        live, "Runs are in progress: isolation-test (run %d).".formatted(runId));
                assertThat(live.err()).contains(WAIT_OR_PAUSE);
            } finally {
                leave.countDown();
            }
        }
    }

    private static void awaitOf(CountDownLatch leave) {
        try {
            assertThat(leave.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLiveDrillIsRefusedWithoutAnErrorBudget() {
        try (MongoStores mongo = MongoStores.open(mongodbUri)) {
            assertThat(run("companies", "list").exit()).isZero();
            new SloResults(mongo)
                    .keep(
                            CONTEXT.in(new CompanyId("demo")),
                            overspent("nightshift-alerts-emit-p95"));

            assertRefused(run(LIVE), "The error budget is spent; a live drill would overspend it.");
        }
    }

    private static SloResult overspent(String slo) {
        return new SloResult(
                slo,
                "SLO_DB_READ_LATENCY",
                "Notes",
                "latency",
                "p95 within 250 ms",
                Verdict.BREACH,
                "",
                null,
                150,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                -0.1,
                null,
                null,
                false,
                false,
                true,
                1,
                InstantSource.system().instant());
    }

    @Test
    void aLiveDrillIsRefusedWhileAMemberIsIllOrLags() {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        InstantSource clock = () -> InstantSource.system().instant().plus(later.get());
        try (SimulatedReplicaSet set =
                SimulatedReplicaSet.start(
                        SetTimes.withElectionTimeout(Duration.ofMillis(500)), clock)) {
            mongodbUri =
                    IntStream.range(0, set.size())
                            .mapToObj(member -> "127.0.0.1:" + set.port(member))
                            .collect(
                                    Collectors.joining(
                                            ",",
                                            "mongodb://",
                                            "/shop?replicaSet=" + SimulatedReplicaSet.NAME));
            int secondary = (set.primary().orElseThrow() + 1) % 3;
            String host = set.hosts().get(secondary);
            assertThat(run("companies", "list").exit()).isZero();

            set.kill(secondary);
            assertRefused(
                    run(LIVE), "The member %s of the replica set is not healthy.".formatted(host));

            set.revive(secondary);
            try (MongoStores mongo = MongoStores.open(mongodbUri)) {
                set.lag(secondary, Duration.ofHours(1));
                later.set(Duration.ofMinutes(2));
                mongo.tenants()
                        .collection(CONTEXT.in(new CompanyId("demo")), "leads")
                        .insertMany(List.of(new Document("_id", 1)));
            }
            Ended lagging = run(LIVE);
            assertThat(lagging.exit()).as(lagging.err()).isEqualTo(3);
            assertThat(lagging.out())
                    .containsPattern(
                            "because    The member %s is 1[12]\\d s behind the primary; less than 10 are needed\\."
                                    .formatted(host));
        }
    }
}

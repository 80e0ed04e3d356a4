package dev.nightshift.jobs.csvimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.jobs.csvimport.ImportReport.CacheInvalidation;
import dev.nightshift.jobs.csvimport.ImportReport.Outcome;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An import while its servers are taken away, its file changes, or somebody steps in. */
class ImportOutageIT {
    private static final int ROWS = 7_000;
    private static final String IMPATIENT =
            "?serverSelectionTimeoutMS=300&heartbeatFrequencyMS=500&retryWrites=false";

    @TempDir private Path folder;
    private TcpProxy mongo;
    private TcpProxy redis;
    private ImportBench bench;
    private TenantContext acme;

    @BeforeEach
    void open() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Endpoints direct = stack.endpoints();
        URI mongoUri = URI.create(direct.mongodbUri());
        URI redisUri = URI.create(direct.redisUri());
        mongo = new TcpProxy(mongoUri.getPort());
        redis = new TcpProxy(redisUri.getPort());
        bench =
                ImportBench.on(
                        stack.settings(),
                        new Endpoints(
                                through(mongo, direct.mongodbUri(), mongoUri) + IMPATIENT,
                                through(redis, direct.redisUri(), redisUri),
                                direct.jdbcUrl(),
                                direct.jdbcUser(),
                                direct.jdbcPassword(),
                                "proxies"));
        acme = bench.company("acme");
    }

    private static String through(TcpProxy proxy, String uri, URI parsed) {
        return uri.replace(":" + parsed.getPort(), ":" + proxy.port());
    }

    @AfterEach
    void close() {
        mongo.up();
        redis.up();
        bench.close();
        mongo.close();
        redis.close();
    }

    private ImportReport run(Path file) {
        return bench.run(acme, file, ImportOptions.defaults());
    }

    private CompletableFuture<ImportReport> start(Path file) {
        return CompletableFuture.supplyAsync(() -> run(file));
    }

    private static ImportReport ended(CompletableFuture<ImportReport> run) throws Exception {
        return run.get(2, TimeUnit.MINUTES);
    }

    @Test
    void answers_that_are_lost_are_asked_for_again_and_change_nothing() throws Exception {
        mongo.loseAnswers(3, request -> request.contains("leads"));

        ImportReport report = run(rows("lost.csv", ROWS));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(List.of(report.inserted(), report.updated(), report.rejected()))
                .containsExactly((long) ROWS, 0L, 0L);
        assertThat(bench.leads(acme).count(new Document())).isEqualTo(ROWS);
    }

    @Test
    void a_mongodb_that_stays_away_ends_the_run_which_goes_on_when_it_is_back() throws Exception {
        Path file = rows("away.csv", ROWS);
        RequestGate second = RequestGate.in(mongo, "insert", "leads", 1);
        CompletableFuture<ImportReport> run = start(file);
        second.awaitReached();
        mongo.down();
        second.open();

        ImportReport failed = ended(run);

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.failureCode()).isEqualTo("MONGODB_UNAVAILABLE");
        assertThat(failed.message()).startsWith("MongoDB does not answer");
        assertThat(failed.hint()).contains("run the same");
        assertThat(bench.runs().registry().show(runId(failed)).state()).isEqualTo(RunState.FAILED);

        mongo.up();
        ImportReport rest = run(file);

        assertThat(rest.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(rest.runId()).isEqualTo(failed.runId());
        assertThat(List.of(rest.read(), rest.inserted(), rest.updated(), rest.unchanged()))
                .containsExactly((long) ROWS, (long) ROWS, 0L, 0L);
        assertThat(bench.leads(acme).count(new Document())).isEqualTo(ROWS);
    }

    @Test
    void an_undo_that_mongodb_ends_goes_on_when_it_is_back() throws Exception {
        ImportReport done = run(rows("undo.csv", ROWS));
        String importId = Objects.requireNonNull(done.importId());
        RequestGate second = RequestGate.in(mongo, "delete", "leads", 1);
        CompletableFuture<ImportUndos.Report> undo =
                CompletableFuture.supplyAsync(
                        () -> bench.undos().run(acme, importId, RunListener.NONE));
        second.awaitReached();
        mongo.down();
        second.open();
        ImportUndos.Report failed = undo.handle((report, failure) -> report).get();
        mongo.up();

        ImportUndos.Report rest = bench.undos().run(acme, importId, RunListener.NONE);

        assertThat(rest.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(rest.run().counts()).containsEntry("removed", (long) ROWS);
        if (failed != null) {
            assertThat(rest.run().runId()).isEqualTo(failed.run().runId());
        }
        assertThat(bench.leads(acme).count(new Document())).isZero();
    }

    @Test
    void without_redis_the_import_finishes_and_the_cache_is_dropped_later() throws Exception {
        redis.down();

        ImportReport report = run(rows("redis.csv", 10));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(report.inserted()).isEqualTo(10);
        assertThat(report.cacheInvalidation()).isEqualTo(CacheInvalidation.QUEUED);
        redis.up();
        assertThat(drainedOnceRedisIsBack()).isEqualTo(1);
        assertThat(bench.drainInvalidations()).isZero();
    }

    private int drainedOnceRedisIsBack() throws InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            try {
                return bench.drainInvalidations();
            } catch (NightshiftException notYet) {
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        }
        throw new AssertionError("the connection to Redis did not come back");
    }

    @Test
    void a_file_that_changes_while_it_is_read_fails_the_run() throws Exception {
        Path file = rows("growing.csv", ROWS);
        RequestGate second = RequestGate.in(mongo, "insert", "leads", 1);
        CompletableFuture<ImportReport> run = start(file);
        second.awaitReached();
        Files.writeString(file, "New,Lead,5049999999,,,\n", StandardOpenOption.APPEND);
        second.open();

        ImportReport failed = ended(run);

        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.failureCode()).isEqualTo("FILE_CHANGED");
        assertThat(refusal(() -> restart(runId(failed)))).isEqualTo(FailureCode.FILE_CHANGED);
        Files.writeString(file, "phone\n");
        assertThat(refusal(() -> restart(runId(failed)))).isEqualTo(FailureCode.NO_ROWS);
    }

    @Test
    void an_import_at_work_is_not_taken_back_and_one_taken_back_does_not_go_on() throws Exception {
        Path file = rows("steered.csv", ROWS);
        RequestGate second = RequestGate.in(mongo, "insert", "leads", 1);
        CompletableFuture<ImportReport> run = start(file);
        second.awaitReached();
        String importId = bench.ledger().list(acme, 1).getFirst().getString("_id");

        assertThat(refusal(() -> bench.undos().run(acme, importId, RunListener.NONE)))
                .isEqualTo(FailureCode.ALREADY_RUNNING);

        bench.runs().registry().stop(1, "tester");
        second.open();
        ImportReport stopped = ended(run);
        assertThat(stopped.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(stopped.read()).isPositive().isEqualTo(bench.leads(acme).count(new Document()));
        bench.undos().run(acme, importId, RunListener.NONE);
        assertThat(bench.leads(acme).count(new Document())).isZero();
        assertThat(refusal(() -> restart(runId(stopped)))).isEqualTo(FailureCode.ALREADY_UNDONE);
        ImportReport again = run(file);
        assertThat(again.inserted()).isEqualTo(ROWS);
        assertThat(again.runId()).isNotEqualTo(stopped.runId());
    }

    private void restart(long runId) {
        var report = bench.runs().starter().restart(runId, "tester", "r-9", RunListener.NONE);
        String code = report.failureCode();
        if (code != null) {
            throw new NightshiftException(FailureCode.valueOf(code), "the run failed", "");
        }
    }

    private static long runId(ImportReport report) {
        return Objects.requireNonNull(report.runId());
    }

    private static FailureCode refusal(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(NightshiftException.class, call)).code();
    }

    private Path rows(String name, int count) {
        String[] lines = new String[count + 1];
        lines[0] = "first_name,last_name,phone,email,zip,favourite";
        for (int i = 0; i < count; i++) {
            lines[i + 1] =
                    "A%d,B,504%03d%04d,lead%d@example.com,,"
                            .formatted(i, 200 + i / 10_000, i % 10_000, i);
        }
        return ImportBench.write(folder.resolve(name), lines);
    }
}

package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Processes on one empty store, each with a connection pool and a heartbeat of its own. */
@Timeout(60)
abstract class RunsFixture {
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");

    /** Never renews by itself within a test. */
    static final LeaseTerms QUIET =
            new LeaseTerms(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofHours(1));

    final ExecutorService threads = Executors.newCachedThreadPool();
    final List<String> told = new CopyOnWriteArrayList<>();
    final Deque<Runs> opened = new ArrayDeque<>();
    Endpoints store = new Endpoints("", "", "", "", "", "");

    abstract Endpoints freshStore();

    @BeforeEach
    void openStore() {
        store = freshStore();
    }

    @AfterEach
    void closeAll() {
        threads.shutdownNow();
        opened.forEach(Runs::close);
    }

    Runs process(CountingJob.Batch batch) {
        return process(batch, LeaseTerms.DEFAULT);
    }

    Runs process(CountingJob.Batch batch, LeaseTerms terms) {
        Runs runs =
                Runs.open(
                        store,
                        List.of(new CountingJob(batch)),
                        (context, alert) -> told.add(alert.code()),
                        terms,
                        System::nanoTime);
        opened.add(runs);
        return runs;
    }

    static RunRequest request(String instance) {
        return RunRequest.forCompany(CountingJob.NAME, DEMO, instance).with("batches", "5");
    }

    Future<RunReport> startIn(Runs process, RunRequest request) {
        return threads.submit(() -> process.starter().start(request, RunListener.NONE));
    }

    JdbcClient sql() {
        return JdbcClient.create(opened.getFirst().store().dataSource());
    }

    static void awaitStopSeen(Runs here, long runId) throws InterruptedException {
        CountDownLatch tick = new CountDownLatch(1);
        for (int tries = 0; tries < 6_000 && !here.isStopRequested(runId); tries++) {
            assertThat(tick.await(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(here.isStopRequested(runId)).isTrue();
    }
}

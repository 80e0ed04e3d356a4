package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.ProcessIdentity;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.takeup.LeftRuns;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A backfill whose process died inside a batch, and a process that serves. */
@Timeout(120)
class BackfillTakenUpIT {
    private static final String ID = BackfillProcess.ID;
    private static final int LEADS = 300;

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private BackfillBench dying;
    private BackfillBench serving;
    private TenantContext company;

    @BeforeEach
    void dieInTheMiddle() throws Exception {
        Endpoints stores = EmbeddedStack.fresh().endpoints();
        dying = BackfillBench.on(stores, new M20260101_DoubleNumbers(this::stay));
        serving = BackfillBench.on(stores, new M20260101_DoubleNumbers());
        company = serving.company("one");
        serving.leads(company)
                .insertMany(
                        IntStream.range(0, LEADS)
                                .mapToObj(n -> new Document("_id", n).append("n", n))
                                .toList());
        thread.execute(() -> dying.run(ID, BackfillBench.options(100)));
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        ProcessIdentity here = ProcessIdentity.current();
        JdbcClient.create(serving.runs().store().dataSource())
                .sql("UPDATE ns_run SET process = :gone")
                .param(
                        "gone",
                        new ProcessIdentity(here.host(), here.scope(), here.pid(), 1).format())
                .update();
    }

    @AfterEach
    void close() throws InterruptedException {
        leave.countDown();
        thread.shutdown();
        assertThat(thread.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        dying.close();
        serving.close();
    }

    /** In the second batch. */
    private void stay(Document lead) {
        if (lead.getInteger("n") == 150) {
            inside.countDown();
            try {
                assertThat(leave.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void it_goes_on_with_the_company_where_it_stood() {
        new LeftRuns(serving.runs()).takeUp("system", Runnable::run);

        RunRow run = newest(serving.runs());
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.attempts()).isEqualTo(2);
        assertThat(run.startedBy()).isEqualTo("system on behalf of tester");
        assertThat(serving.leads(company).count(new Document("doubled", true))).isEqualTo(LEADS);
        assertThat(serving.content(company).get("200")).containsEntry("n", 400);
        assertThat(serving.row(ID, company).changed()).isEqualTo(LEADS);
    }

    @Test
    void one_that_was_cancelled_or_taken_back_since_stays_where_it_is() {
        assertThat(newest(serving.runs()).failureCode()).isEqualTo("RUN_DIED");
        assertThat(serving.desk().cancel(BackfillBench.platform(), ID).state())
                .isEqualTo(MigrationState.CANCELLED);
        LeftRuns left = new LeftRuns(serving.runs());

        left.takeUp("system", Runnable::run);
        assertThat(newest(serving.runs()).attempts()).isEqualTo(1);

        assertThat(serving.rollback(ID, Optional.empty(), false).state())
                .isEqualTo(RunState.COMPLETED);
        left.takeUp("system", Runnable::run);
        assertThat(serving.runs().registry().list(RunFilter.newest(9)))
                .extracting(RunRow::attempts)
                .isEqualTo(List.of(1, 1));
        assertThat(serving.leads(company).count(new Document("doubled", true))).isZero();
    }

    private static RunRow newest(Runs runs) {
        return runs.registry().list(RunFilter.newest(1)).getFirst();
    }
}

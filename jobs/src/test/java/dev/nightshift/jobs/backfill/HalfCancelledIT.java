package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.backfill.stages.StageSize;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Backfills that somebody cancelled who died, or lost the relational store, half-way. */
@Timeout(120)
class HalfCancelledIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final int LEADS = 1_000;

    private final CountDownLatch inside = new CountDownLatch(1);
    private BackfillBench bench;
    private TenantContext one;

    @BeforeEach
    void open() {
        bench = BackfillBench.with(new M20260101_DoubleNumbers(lead -> inside.countDown()));
        one = bench.company("one");
        bench.leads(one)
                .insertMany(
                        java.util.stream.IntStream.range(0, LEADS)
                                .mapToObj(n -> new Document("_id", n).append("n", n))
                                .toList());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The first half of a cancel. */
    private MigrationRecord cancelled() {
        return bench.parts()
                .migrations()
                .change(
                        BackfillBench.platform(),
                        ID,
                        record -> record.in(MigrationState.CANCELLED, record.stage(), "by a test"));
    }

    @Test
    void a_run_at_work_ends_although_nobody_stopped_it() throws Exception {
        CompletableFuture<RunReport> run =
                CompletableFuture.supplyAsync(
                        () -> bench.run(ID, BackfillBench.options(1).paced(10, 1)));
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

        cancelled();

        assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.STOPPED);
        assertThat(bench.leads(one).count(new Document("doubled", true))).isLessThan(LEADS);
        assertThat(bench.status(ID).state()).isEqualTo(MigrationState.CANCELLED.name());
        bench.desk().set(BackfillBench.platform(), ID, OptionalLong.of(0), OptionalInt.empty());
        assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void a_run_that_rests_is_ended_by_cancelling_again() {
        BackfillOptions some = BackfillBench.options(500);
        bench.company("two");
        assertThat(
                        bench.run(
                                        ID,
                                        new BackfillOptions(
                                                StageSize.parse("1"),
                                                Map.of(one.company(), 1),
                                                some.excluded(),
                                                true,
                                                1,
                                                0,
                                                1,
                                                true,
                                                some.keep(),
                                                some.batch()))
                                .state())
                .isEqualTo(RunState.PAUSED);
        cancelled();
        assertThat(bench.status(ID).runState()).isEqualTo("PAUSED");

        assertThat(bench.desk().cancel(BackfillBench.platform(), ID).state())
                .isEqualTo(MigrationState.CANCELLED);

        assertThat(bench.status(ID).runState()).isEqualTo("STOPPED");
        assertThatThrownBy(() -> bench.desk().cancel(BackfillBench.platform(), ID))
                .hasMessageContaining("CANCELLED");
    }
}

package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.stages.StageSize;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Of operators who do the same at once one wins, and the others are told. */
@Timeout(60)
class TwoOperatorsIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final int OPERATORS = 4;

    private static final BackfillOptions STAGED =
            new BackfillOptions(
                    StageSize.parse("1,100%"),
                    Map.of(),
                    Set.of(),
                    true,
                    1,
                    0,
                    2,
                    true,
                    Duration.ofDays(30),
                    BackfillBench.options(10).batch());

    @Test
    void startingApprovingAndRollingBackAtOnceHappensOnce() throws Exception {
        CountDownLatch told = new CountDownLatch(OPERATORS - 1);
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (document.getInteger("no") == 0) {
                                        await(told);
                                    }
                                }))) {
            TenantContext one = bench.company("one");
            TenantContext two = bench.company("two");
            for (int n = 0; n < 5; n++) {
                bench.add(one, new Document("_id", n).append("n", n).append("no", 0));
                bench.add(two, new Document("_id", 10 + n).append("n", n).append("no", 0));
            }
            var before = bench.content(one);

            List<FailureCode> refused =
                    refusals(
                            () -> {
                                try {
                                    return bench.run(ID, STAGED);
                                } catch (NightshiftException e) {
                                    told.countDown();
                                    throw e;
                                }
                            });
            assertThat(refused).hasSize(OPERATORS - 1).containsOnly(FailureCode.ALREADY_RUNNING);
            assertThat(bench.status(ID).state()).isEqualTo("WAITING");

            refused =
                    refusals(
                            () -> {
                                bench.desk()
                                        .approve(BackfillBench.platform(), ID, OptionalInt.of(1));
                                return bench.status(ID);
                            });
            assertThat(refused).hasSize(OPERATORS - 1).containsOnly(FailureCode.BACKFILL_STATE);

            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            CountDownLatch toldOfIt = new CountDownLatch(OPERATORS - 1);
            refused =
                    refusals(
                            () -> {
                                try {
                                    return bench.rollback(
                                            ID, Optional.empty(), false, beginsAfter(toldOfIt));
                                } catch (NightshiftException e) {
                                    toldOfIt.countDown();
                                    throw e;
                                }
                            });
            assertThat(refused).hasSize(OPERATORS - 1).containsOnly(FailureCode.ALREADY_RUNNING);
            assertThat(bench.content(one)).isEqualTo(before);
            assertThat(bench.row(ID, two).restored()).isEqualTo(5);
        }
    }

    private static RunListener beginsAfter(CountDownLatch latch) {
        return new RunListener() {
            @Override
            public void began(long runId) {
                await(latch);
            }
        };
    }

    private static List<FailureCode> refusals(Callable<?> deed) throws Exception {
        List<FailureCode> codes = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService operators = Executors.newFixedThreadPool(OPERATORS)) {
            List<Future<?>> deeds = new ArrayList<>();
            for (int n = 0; n < OPERATORS; n++) {
                deeds.add(
                        operators.submit(
                                () -> {
                                    go.await();
                                    return deed.call();
                                }));
            }
            go.countDown();
            for (Future<?> one : deeds) {
                try {
                    var _ = one.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(NightshiftException.class);
                    codes.add(((NightshiftException) e.getCause()).code());
                }
            }
        }
        return codes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

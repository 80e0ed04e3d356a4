package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.company.RestoreTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.jobs.backfill.load.BatchSize;
import dev.nightshift.jobs.backfill.load.Pace;
import dev.nightshift.jobs.backfill.load.Slots;
import dev.nightshift.jobs.backfill.load.Throttle;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class RollbackPaceIT {
    private static final String ID = "M20260101_DoubleNumbers";

    @Test
    void a_rollback_learns_from_each_page_and_so_leaves_a_strained_store_in_peace()
            throws Exception {
        M20260101_DoubleNumbers migration = new M20260101_DoubleNumbers();
        try (BackfillBench bench = BackfillBench.with(migration)) {
            TenantContext one = bench.company("one");
            for (int n = 0; n < 8; n++) {
                bench.add(one, new Document("n", n));
            }
            bench.run(ID, BackfillBench.options(4));
            Throttle throttle =
                    new Throttle(
                            new BatchSize(new BatchSize.Terms(1, 4, 100, Duration.ofMinutes(1))),
                            new Pace(0, System::nanoTime),
                            new Slots(1));
            BackfillJob.Parts parts = bench.parts();
            Surroundings around =
                    new Surroundings(
                            new OneRun(BackfillBench.platform()),
                            parts.mongo(),
                            parts.cache(),
                            parts.ledger(),
                            parts.alerts(),
                            throttle,
                            parts.clock());
            Records records =
                    new Records(
                            parts.ledger()
                                    .find(BackfillBench.platform(), ID, List.of(one.company()))
                                    .values());

            new RestoreTask(migration, false, around, records)
                    .work(parts.companies().show(BackfillBench.platform(), one.company()));

            assertThat(throttle.batchSize()).isGreaterThan(4);
        }
    }
}

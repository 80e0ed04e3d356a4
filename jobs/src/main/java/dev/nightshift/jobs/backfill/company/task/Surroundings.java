package dev.nightshift.jobs.backfill.company.task;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.backfill.load.Throttle;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.TenantCache;

import org.springframework.batch.core.job.JobInterruptedException;

import java.time.InstantSource;

/**
 * What every task of one run works with.
 *
 * @param run the attempt
 * @param mongo the companies' documents
 * @param cache dropped after each company
 * @param ledger where each company's position is kept
 * @param alerts told of each company that is done
 * @param throttle how fast it may go
 * @param clock for what is stored
 */
public record Surroundings(
        RunHandle run,
        MongoStores mongo,
        TenantCache cache,
        CompanyLedger ledger,
        AlertService alerts,
        Throttle throttle,
        InstantSource clock) {
    /**
     * Between batches: lets others go first where fewer companies are to be worked at.
     *
     * @throws JobInterruptedException when the run is to end; the position is kept
     */
    public void proceed() throws JobInterruptedException, InterruptedException {
        run.checkpoint();
        if (!throttle.slots().renew()) {
            throw new JobInterruptedException("the run ends");
        }
    }
}

package dev.nightshift.jobs.backfill.company.task;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.backfill.load.Throttle;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.TenantContext;

import org.springframework.batch.core.job.JobInterruptedException;

import java.time.InstantSource;
import java.util.List;

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
    private static final int CLAIMS = 5;

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

    /**
     * Stores what an attempt makes of a company's record. A process that lost the run, and did not
     * know yet, may have booked a batch since the records were read; then the same is made of that.
     *
     * @throws NightshiftException LEASE_LOST when it is this process that lost the run
     */
    public CompanyRecord claim(TenantContext context, Records records, Claim claim)
            throws JobInterruptedException, InterruptedException {
        for (int tries = 1; ; tries++) {
            CompanyRecord before = records.of(context.company());
            CompanyRecord wanted = claim.of(before);
            try {
                return records.put(ledger.save(context, wanted));
            } catch (NightshiftException behind) {
                if (behind.code() != FailureCode.LEASE_LOST || tries == CLAIMS) {
                    throw behind;
                }
            }
            run.confirm();
            ledger.find(run.platform(), before.migration(), List.of(before.company()))
                    .values()
                    .forEach(records::put);
        }
    }

    /** What an attempt makes of a company's record. */
    @FunctionalInterface
    public interface Claim {
        /** Called again when the record has changed since it was read. */
        CompanyRecord of(CompanyRecord record) throws JobInterruptedException, InterruptedException;
    }
}

package dev.nightshift.jobs.backfill.company.task;

import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.time.Instant;

/**
 * A task whose failure is its company's alone: it is noted in the company's record and the others
 * go on. What no company can go on after, such as a store that is away, passes.
 */
public final class Guarded implements CompanyTask {
    private static final Logger log = LoggerFactory.getLogger(Guarded.class);

    private final CompanyTask task;
    private final Surroundings around;
    private final Records records;
    private final boolean planning;

    public Guarded(CompanyTask task, Surroundings around, Records records) {
        this(task, around, records, false);
    }

    private Guarded(CompanyTask task, Surroundings around, Records records, boolean planning) {
        this.task = task;
        this.around = around;
        this.records = records;
        this.planning = planning;
    }

    /** The same for a plan: nobody is told, and nothing is stored. */
    public static Guarded planning(CompanyTask task, Surroundings around, Records records) {
        return new Guarded(task, around, records, true);
    }

    @Override
    public void work(Company company) throws JobInterruptedException, InterruptedException {
        try {
            task.work(company);
        } catch (NightshiftException named) {
            if (named.code().isOfEveryCompany()) {
                throw named;
            }
            fail(company, named.code() + ": " + named.message(), named);
        } catch (DataAccessException | TransactionException away) {
            // Of the relational store, which holds nothing of any company.
            throw away;
        } catch (RuntimeException unexpected) {
            fail(company, FailureCode.INTERNAL + ": the log has the details", unexpected);
        }
    }

    private void fail(Company company, String failure, RuntimeException cause)
            throws JobInterruptedException, InterruptedException {
        TenantContext context = around.run().platform().in(company.id());
        log.atError()
                .addKeyValue("companyId", company.id().value())
                .addKeyValue("module", "backfill")
                .addKeyValue("event", "backfill.failure")
                .setCause(cause)
                .log("A company failed");
        Instant now = around.clock().instant();
        Surroundings.Claim failed =
                record ->
                        record.change()
                                .state(CompanyState.FAILED)
                                .failure(failure)
                                .endedAt(now)
                                .done();
        if (planning) {
            records.put(failed.of(records.of(company.id())));
            return;
        }
        CompanyEnd.failed(around.alerts(), context, around.claim(context, records, failed), now);
    }
}

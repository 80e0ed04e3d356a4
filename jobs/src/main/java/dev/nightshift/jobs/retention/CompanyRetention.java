package dev.nightshift.jobs.retention;

import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.util.ArrayList;
import java.util.List;

/**
 * Deletes one company's records, kind by kind, in batches between which the run may be stopped. A
 * company that fails is counted and told; the others go on. Used by one thread.
 */
final class CompanyRetention implements ItemWriter<CompanyId> {
    private static final Logger log = LoggerFactory.getLogger(CompanyRetention.class);
    private static final int BATCH = 1_000;
    private static final String FAILED = "failed";
    private static final String DELETED = "deleted";

    private final RunHandle run;
    private final List<Retained> kinds;
    private final RetentionNews news;
    private final NamedCounts counts;
    private final boolean dryRun;
    private final long total;

    CompanyRetention(
            RunHandle run,
            List<Retained> kinds,
            RetentionNews news,
            NamedCounts counts,
            boolean dryRun,
            long total) {
        this.run = run;
        this.kinds = kinds;
        this.news = news;
        this.counts = counts;
        this.dryRun = dryRun;
        this.total = total;
    }

    /** With one for each of these kinds. */
    static NamedCounts counts(List<Retained> kinds) {
        List<String> names = new ArrayList<>(List.of(FAILED, DELETED));
        kinds.forEach(kind -> names.add(kind.name()));
        return new NamedCounts(names);
    }

    @Override
    public void write(Chunk<? extends CompanyId> companies) throws JobInterruptedException {
        for (CompanyId company : companies) {
            delete(run.platform().in(company));
            run.progress(counts.progress(total));
        }
    }

    private void delete(TenantContext company) throws JobInterruptedException {
        counts.add(NamedCounts.COMPANIES, 1);
        try {
            long deleted = 0;
            for (Retained kind : kinds) {
                deleted += dryRun ? note(kind, kind.count(company)) : delete(company, kind);
            }
            if (!dryRun) {
                news.done(company, deleted);
            }
        } catch (RuntimeException failed) {
            FailureCode code =
                    failed instanceof NightshiftException known
                            ? known.code()
                            : FailureCode.INTERNAL;
            if (code == FailureCode.LEASE_LOST) {
                throw failed;
            }
            failed(company, code, failed);
        }
    }

    private long delete(TenantContext company, Retained kind) throws JobInterruptedException {
        long all = 0;
        long some = BATCH;
        while (some >= BATCH) {
            run.checkpoint();
            some = note(kind, kind.delete(company, BATCH));
            all += some;
        }
        return all;
    }

    private long note(Retained kind, long number) {
        counts.add(kind.name(), number);
        counts.add(DELETED, number);
        return number;
    }

    private void failed(TenantContext company, FailureCode code, RuntimeException failure) {
        counts.add(FAILED, 1);
        run.artefact("failed/" + company.companyId(), code.name());
        log.atError()
                .addKeyValue("companyId", company.companyId())
                .addKeyValue("module", RetentionJob.NAME)
                .addKeyValue("event", "company.failed")
                .addKeyValue("status", code)
                .setCause(failure)
                .log("Old records of a company could not be deleted.");
        if (!dryRun) {
            news.failed(company, run.runId(), code);
        }
    }
}

package dev.nightshift.jobs.retention;

import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.util.ArrayList;
import java.util.List;

/**
 * Deletes one company's records, kind by kind, in batches between which the counts are committed
 * and the run may be stopped. A company that fails is counted and told; the others go on. Used by
 * one thread.
 */
final class CompanyRetention implements ItemWriter<CompanyId> {
    private static final Logger log = LoggerFactory.getLogger(CompanyRetention.class);
    private static final int BATCH = 1_000;
    private static final String FAILED = "failed";
    private static final String DELETED = "deleted";

    private final RunHandle run;
    private final CompaniesInOrder order;
    private final List<Retained> kinds;
    private final RetentionNews news;
    private final NamedCounts counts;
    private final boolean dryRun;
    private final long total;
    private int at;

    CompanyRetention(
            RunHandle run,
            CompaniesInOrder order,
            List<Retained> kinds,
            RetentionNews news,
            NamedCounts counts,
            boolean dryRun,
            long total) {
        this.run = run;
        this.order = order;
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
    public void write(Chunk<? extends CompanyId> companies) {
        for (CompanyId company : companies) {
            if (some(run.platform().in(company))) {
                at = 0;
                counts.companyDone();
            }
            run.progress(counts.progress(total));
        }
    }

    /** Deletes some; true when the company is done with, well or not. */
    private boolean some(TenantContext company) {
        try {
            if (!allKinds(company)) {
                return false;
            }
            if (!dryRun) {
                news.done(company, counts.ofCompany(DELETED));
            }
        } catch (RuntimeException failed) {
            FailureCode code =
                    failed instanceof NightshiftException known
                            ? known.code()
                            : FailureCode.INTERNAL;
            if (code.isOfEveryCompany()) {
                throw failed;
            }
            failed(company, code, failed);
        }
        return true;
    }

    /** Goes on with the kind it was at, until a batch is full; true when there are no more. */
    private boolean allKinds(TenantContext company) {
        for (; at < kinds.size(); at++) {
            if (!order.goesOn(run)) {
                return false;
            }
            Retained kind = kinds.get(at);
            if (dryRun) {
                note(kind, kind.count(company));
            } else if (note(kind, kind.delete(company, BATCH)) >= BATCH) {
                order.again();
                return false;
            }
        }
        return true;
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

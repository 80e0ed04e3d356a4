package dev.nightshift.jobs.testdata;

import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.sloprobe.operations.CompanyWrite;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the marked leads of one company after the other, in batches between which the counts are
 * committed and the run may be stopped. Used by one thread.
 */
final class TestLeads implements ItemWriter<CompanyId> {
    private static final int BATCH = 1_000;
    private static final String LEADS = "leads";
    private static final String FOUND = "found";
    private static final String DELETED = "deleted";
    private static final String PROBES = "probeDocuments";

    /** A probe takes minutes: what is younger may be at work. */
    private static final Duration PROBE_AT_WORK = Duration.ofHours(1);

    private final RunHandle run;
    private final CompaniesInOrder order;
    private final TenantStore store;
    private final TenantCache cache;
    private final NamedCounts counts;
    private final boolean dryRun;
    private final Optional<RunAlerts> alerts;
    private final InstantSource clock;
    private final long total;

    /**
     * For a run.
     *
     * @param alerts told of each company that is done; empty when nobody is to be told here
     */
    TestLeads(
            RunHandle run,
            CompaniesInOrder order,
            TenantStore store,
            TenantCache cache,
            NamedCounts counts,
            boolean dryRun,
            Optional<RunAlerts> alerts,
            InstantSource clock,
            long total) {
        this.run = run;
        this.order = order;
        this.store = store;
        this.cache = cache;
        this.counts = counts;
        this.dryRun = dryRun;
        this.alerts = alerts;
        this.clock = clock;
        this.total = total;
    }

    static NamedCounts counts() {
        return new NamedCounts(List.of(FOUND, DELETED, PROBES));
    }

    @Override
    public void write(Chunk<? extends CompanyId> companies) {
        for (CompanyId company : companies) {
            TenantContext context = run.platform().in(company);
            if (dryRun) {
                count(context);
                counts.companyDone();
            } else if (order.goesOn(run) && deleteSome(context)) {
                alerts.ifPresent(told -> told.done(context, TestDataJob.NAME, run.runId()));
                counts.companyDone();
            }
            run.progress(counts.progress(total));
        }
    }

    private void count(TenantContext context) {
        counts.add(FOUND, store.collection(context, LEADS).count(TestMarks.filter()));
        counts.add(PROBES, probes(context).count(leftByProbes()));
    }

    /** Deletes a batch; true when the company has no more. */
    private boolean deleteSome(TenantContext context) {
        TenantCollection leads = store.collection(context, LEADS);
        Document marked = TestMarks.filter();
        List<Object> batch =
                leads.find(marked, new Document("_id", 1), new Document(), BATCH).stream()
                        .map(each -> each.get("_id"))
                        .toList();
        if (!batch.isEmpty()) {
            counts.add(FOUND, batch.size());
            Document still = new Document("_id", new Document("$in", batch));
            still.putAll(marked);
            counts.add(DELETED, leads.deleteMany(still));
        }
        if (batch.size() == BATCH) {
            order.again();
            return false;
        }
        counts.add(PROBES, probes(context).deleteMany(leftByProbes()));
        if (counts.ofCompany(FOUND) > 0) {
            var _ = cache.invalidate(context);
        }
        return true;
    }

    private TenantCollection probes(TenantContext context) {
        return store.collection(context, CompanyWrite.COLLECTION);
    }

    /** Documents of probes that were killed; the collection holds nothing else. */
    private Document leftByProbes() {
        Date before = Date.from(clock.instant().minus(PROBE_AT_WORK));
        return new Document(
                "$or",
                List.of(
                        new Document("updatedAt", new Document("$lte", before)),
                        new Document("updatedAt", new Document("$exists", false))));
    }
}

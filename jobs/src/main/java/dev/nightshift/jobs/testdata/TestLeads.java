package dev.nightshift.jobs.testdata;

import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.jobs.sloprobe.operations.CompanyWrite;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Deletes the marked leads of one company after the other. Used by one thread. */
final class TestLeads implements ItemWriter<CompanyId> {
    private static final int BATCH = 1_000;
    private static final String FOUND = "found";
    private static final String DELETED = "deleted";
    private static final String PROBES = "probeDocuments";

    /** A probe takes minutes: what is younger may be at work. */
    private static final Duration PROBE_AT_WORK = Duration.ofHours(1);

    private final RunHandle run;
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
            TenantStore store,
            TenantCache cache,
            NamedCounts counts,
            boolean dryRun,
            Optional<RunAlerts> alerts,
            InstantSource clock,
            long total) {
        this.run = run;
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
    public void write(Chunk<? extends CompanyId> companies) throws JobInterruptedException {
        for (CompanyId company : companies) {
            counts.add(NamedCounts.COMPANIES, 1);
            TenantContext context = run.platform().in(company);
            delete(context);
            if (!dryRun) {
                alerts.ifPresent(told -> told.done(context, TestDataJob.NAME, run.runId()));
            }
            run.progress(counts.progress(total));
        }
    }

    private void delete(TenantContext context) throws JobInterruptedException {
        TenantCollection leads = store.collection(context, "leads");
        Document marked = TestMarks.filter();
        counts.add(FOUND, leads.count(marked));
        TenantCollection probes = store.collection(context, CompanyWrite.COLLECTION);
        if (dryRun) {
            counts.add(PROBES, probes.count(leftByProbes()));
            return;
        }
        List<Document> batch = leads.find(marked, new Document("_id", 1), new Document(), BATCH);
        boolean any = !batch.isEmpty();
        while (!batch.isEmpty()) {
            run.checkpoint();
            Document still =
                    new Document(
                            "_id",
                            new Document(
                                    "$in", batch.stream().map(each -> each.get("_id")).toList()));
            still.putAll(marked);
            counts.add(DELETED, leads.deleteMany(still));
            batch =
                    batch.size() < BATCH
                            ? List.of()
                            : leads.find(marked, new Document("_id", 1), new Document(), BATCH);
        }
        counts.add(PROBES, probes.deleteMany(leftByProbes()));
        if (any) {
            var _ = cache.invalidate(context);
        }
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

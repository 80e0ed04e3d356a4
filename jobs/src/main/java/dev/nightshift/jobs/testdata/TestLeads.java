package dev.nightshift.jobs.testdata;

import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.sloprobe.operations.CompanyWrite;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads companies, and deletes the marked leads of each. Used by one thread. */
final class TestLeads implements ItemStreamReader<CompanyId> {
    private static final int BATCH = 1_000;
    private static final String NEXT = "testdata.next";
    private static final String FOUND = "testdata.found";
    private static final String DELETED = "testdata.deleted";

    private final RunHandle run;
    private final List<CompanyId> companies;
    private final TenantStore store;
    private final TenantCache cache;
    private final boolean dryRun;
    private int next;
    private long found;
    private long deleted;

    TestLeads(
            RunHandle run,
            List<CompanyId> companies,
            TenantStore store,
            TenantCache cache,
            boolean dryRun) {
        this.run = run;
        this.companies = companies;
        this.store = store;
        this.cache = cache;
        this.dryRun = dryRun;
    }

    @Override
    public void open(ExecutionContext position) {
        String last = position.getString(NEXT, "");
        while (next < companies.size() && companies.get(next).value().compareTo(last) <= 0) {
            next++;
        }
        found = position.getLong(FOUND, 0);
        deleted = position.getLong(DELETED, 0);
    }

    @Override
    public void update(ExecutionContext position) {
        if (next > 0) {
            position.putString(NEXT, companies.get(next - 1).value());
        }
        position.putLong(FOUND, found);
        position.putLong(DELETED, deleted);
    }

    @Override
    public @Nullable CompanyId read() {
        return next < companies.size() ? companies.get(next++) : null;
    }

    void delete(Chunk<? extends CompanyId> some) throws JobInterruptedException {
        for (CompanyId company : some) {
            delete(run.platform().in(company));
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("companies", (long) next);
            counts.put("found", found);
            counts.put("deleted", deleted);
            run.progress(new RunProgress(counts, next, (long) companies.size()));
        }
    }

    private void delete(TenantContext context) throws JobInterruptedException {
        TenantCollection leads = store.collection(context, "leads");
        Document marked = TestMarks.filter();
        found += leads.count(marked);
        if (dryRun) {
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
            deleted += leads.deleteMany(still);
            batch =
                    batch.size() < BATCH
                            ? List.of()
                            : leads.find(marked, new Document("_id", 1), new Document(), BATCH);
        }
        // Documents of SLO probes that were killed; all there are marked.
        var _ = store.collection(context, CompanyWrite.COLLECTION).deleteMany(new Document());
        if (any) {
            var _ = cache.invalidate(context);
        }
    }
}

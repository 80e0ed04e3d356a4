package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.Transformer.Transformed;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.mongo.DocumentPage;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.mongo.KeysetPages;
import dev.nightshift.writers.mongo.backfill.DocumentChange;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.List;

/** What {@link ApplyTask} would do with one company: the same way, but nothing is written. */
public final class PlanTask implements CompanyTask {
    private final DataMigration migration;
    private final Surroundings around;
    private final Records records;
    private final Samples samples;

    public PlanTask(
            DataMigration migration, Surroundings around, Records records, Samples samples) {
        this.migration = migration;
        this.around = around;
        this.records = records;
        this.samples = samples;
    }

    @Override
    public void work(Company company) throws JobInterruptedException, InterruptedException {
        TenantContext context = around.run().platform().in(company.id());
        TenantCollection documents =
                around.mongo().tenants().collection(context, migration.collection());
        KeysetPages pages = new KeysetPages(documents, migration.filter());
        Transformer transformer =
                new Transformer(migration, new Subject(company.id(), company.region()));
        UniqueClaims claims = new UniqueClaims(documents, migration.collection());
        CompanyRecord record = records.of(company.id());
        @Nullable Object last = null;
        while (true) {
            around.run().checkpoint();
            if (!around.throttle().slots().renew()) {
                throw new JobInterruptedException("the run ends");
            }
            int size = around.throttle().batchSize();
            long start = System.nanoTime();
            DocumentPage read = pages.after(last, size);
            List<Document> page = read.documents();
            if (page.isEmpty()) {
                break;
            }
            around.throttle().await(page.size(), around.run()::stopRequested);
            Transformed batch = transformer.apply(page);
            List<DocumentChange> writable = claims.claim(batch);
            samples.failed(batch.failed);
            long nanos = System.nanoTime() - start;
            samples.take(company.id(), writable, page.size(), nanos, documents);
            around.throttle().took(page.size(), nanos, around.run()::stopRequested);
            last = page.getLast().get("_id");
            record =
                    record.change()
                            .counts(
                                    record.counts()
                                            .plus(
                                                    new Counts(
                                                            writable.size(),
                                                            batch.unchanged,
                                                            batch.failed.size(),
                                                            0,
                                                            1)))
                            .failed(batch.failed)
                            .done();
            records.put(record);
            if (read.last()) {
                break;
            }
        }
        records.put(
                record.change().state(CompanyState.DONE).matching(record.counts().seen()).done());
    }
}

package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.sample.Samples;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.mongo.KeysetPages;

import org.springframework.batch.core.job.JobInterruptedException;

/**
 * What {@link ApplyTask} would do with one company: the same {@link Walk}, with a writer that
 * writes nothing.
 */
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
        PlannedWriter writer =
                new PlannedWriter(
                        new UniqueClaims(
                                documents,
                                migration.collection(),
                                // A table of hashes takes up to four times a list's memory.
                                Hashes.room(around.throttle().slots().limit()) / 4,
                                samples));
        Batches batches =
                new Batches(
                        new KeysetPages(documents, migration.filter()),
                        new Transformer(migration, new Subject(company.id(), company.region())),
                        writer,
                        around);
        Walk over =
                new Walk(
                        batches,
                        new Reads(around::proceed),
                        around,
                        (draft, batch, last) -> {
                            samples.failed(batch.failed());
                            samples.take(
                                    company.id(),
                                    writer.written(),
                                    batch.documents(),
                                    batch.nanos(),
                                    documents);
                            return records.put(draft.done());
                        });
        CompanyRecord record = over.from(records.of(company.id()));
        records.put(
                record.change().state(CompanyState.DONE).matching(record.counts().seen()).done());
    }
}

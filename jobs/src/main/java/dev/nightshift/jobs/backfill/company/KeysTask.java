package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.task.CompanyEnd;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.tenant.TenantContext;

import org.springframework.batch.core.job.JobInterruptedException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Looks for a company's documents that stand against unique indexes. Changes nothing. */
public final class KeysTask implements CompanyTask {
    private final SchemaMigration migration;
    private final String checksum;
    private final Surroundings around;
    private final Records records;
    private final boolean dryRun;

    /**
     * @param dryRun store no record
     */
    public KeysTask(
            SchemaMigration migration,
            String checksum,
            Surroundings around,
            Records records,
            boolean dryRun) {
        this.migration = migration;
        this.checksum = checksum;
        this.around = around;
        this.records = records;
        this.dryRun = dryRun;
    }

    @Override
    public void work(Company company) throws JobInterruptedException, InterruptedException {
        TenantContext context = around.run().platform().in(company.id());
        TenantCollection documents =
                around.mongo().tenants().collection(context, migration.collection());
        Instant began = around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        List<FailedDocument> found = new ArrayList<>();
        long seen = 0;
        long count = 0;
        Reads reads = new Reads(around::proceed);
        for (IndexPlan index : migration.indexes()) {
            if (index.unique()) {
                int room = Hashes.room(around.throttle().slots().limit());
                Duplicates.Found duplicates = new Duplicates(documents, index, reads, room).find();
                found.addAll(duplicates.first());
                seen += duplicates.seen();
                count += duplicates.count();
            }
        }
        Counts counts = new Counts(0, seen - count, count, 0, 1);
        Instant now = around.clock().instant();
        Surroundings.Claim done =
                record ->
                        record.change()
                                .state(CompanyState.DONE)
                                .checksum(checksum)
                                .counts(counts)
                                .matching(counts.seen())
                                .remaining(counts.failed())
                                .noFailed()
                                .failed(found)
                                .failure(null)
                                .by(around.run().platform().actor())
                                .startedAt(began)
                                .endedAt(now.truncatedTo(ChronoUnit.MILLIS))
                                .done();
        if (dryRun) {
            records.put(done.of(records.of(company.id())));
        } else {
            CompanyEnd.done(around.alerts(), context, around.claim(context, records, done), now);
        }
    }
}

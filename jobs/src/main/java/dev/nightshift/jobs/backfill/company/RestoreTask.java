package dev.nightshift.jobs.backfill.company;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.backfill.BackfillRestore;
import dev.nightshift.writers.mongo.backfill.PreImages;

import org.springframework.batch.core.job.JobInterruptedException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Takes a migration back for one company: puts the pages of pre-images back, the newest first. What
 * was put back leaves its page, so that an attempt that died is gone on with.
 */
public final class RestoreTask implements CompanyTask {
    private static final int BOOKED_EVERY = 20;

    private final DataMigration migration;
    private final boolean force;
    private final Surroundings around;
    private final Records records;

    public RestoreTask(
            DataMigration migration, boolean force, Surroundings around, Records records) {
        this.migration = migration;
        this.force = force;
        this.around = around;
        this.records = records;
    }

    @Override
    public void work(Company company) throws JobInterruptedException, InterruptedException {
        TenantContext context = around.run().platform().in(company.id());
        CompanyRecord record = records.of(company.id());
        boolean goesOn = record.state() == CompanyState.ROLLING_BACK;
        long page = goesOn && record.lastId() instanceof Long at ? at : lastPage(context, record);
        record =
                save(
                        context,
                        record.change()
                                .state(CompanyState.ROLLING_BACK)
                                .restored(goesOn ? record.restored() : 0)
                                .changedSince(goesOn ? record.changedSince() : 0)
                                .noFailed()
                                .failure(null)
                                .nextPage(Math.max(record.nextPage(), page + 1))
                                .by(around.run().platform().actor())
                                .startedAt(now())
                                .endedAt(null)
                                .lastId(page)
                                .done());
        BackfillRestore restore =
                new BackfillRestore(
                        around.mongo().tenants().collection(context, migration.collection()),
                        new PreImages(around.mongo().tenants(), context, migration.id()),
                        force);
        for (; page >= 0; page--) {
            around.run().checkpoint();
            if (!around.throttle().slots().renew()) {
                throw new JobInterruptedException("the run ends");
            }
            BackfillRestore.Outcome outcome = restore.restore(page);
            record =
                    record.change()
                            .restored(record.restored() + outcome.restored())
                            .changedSince(record.changedSince() + outcome.changedSince().size())
                            .failed(named(outcome.changedSince()))
                            .lastId(page - 1)
                            .done();
            if (page % BOOKED_EVERY == 0) {
                record = save(context, record);
            }
            around.throttle().await(outcome.restored(), around.run()::stopRequested);
        }
        end(context, record);
    }

    /** A batch that died before it was booked has left pages behind the last one that was. */
    private long lastPage(TenantContext context, CompanyRecord record) {
        PreImages images = new PreImages(around.mongo().tenants(), context, migration.id());
        long page = record.nextPage();
        while (images.find(page).isPresent()) {
            page++;
        }
        return page - 1;
    }

    private static List<FailedDocument> named(List<Object> ids) {
        return ids.stream()
                .map(
                        id ->
                                new FailedDocument(
                                        String.valueOf(id),
                                        FailedDocument.Code.CONTENDED,
                                        "changed since"))
                .toList();
    }

    private void end(TenantContext context, CompanyRecord record) {
        around.cache().invalidate(context);
        CompanyRecord done =
                save(
                        context,
                        record.change()
                                .state(CompanyState.ROLLED_BACK)
                                .lastId(null)
                                .remaining(null)
                                .endedAt(now())
                                .done());
        CompanyEnd.done(around.alerts(), context, done, now());
    }

    private CompanyRecord save(TenantContext context, CompanyRecord record) {
        return records.put(around.ledger().save(context, record));
    }

    private Instant now() {
        return around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

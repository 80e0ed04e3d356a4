package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.task.CompanyEnd;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.backfill.BackfillRestore;
import dev.nightshift.writers.mongo.backfill.BackfillWriter;
import dev.nightshift.writers.mongo.backfill.PreImages;

import org.springframework.batch.core.job.JobInterruptedException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * Takes a migration back for one company: puts the pages of pre-images back, the newest first. Each
 * page is booked after its documents are written and before it is deleted, so that an attempt that
 * died is gone on with, and no document is counted twice or not at all.
 */
public final class RestoreTask implements CompanyTask {
    /** No process stands still for longer and goes on. */
    private static final Duration SEALED = Duration.ofDays(7);

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
        TenantCollection documents =
                around.mongo().tenants().collection(context, migration.collection());
        if (hasNothingLeft(records.of(company.id()))) {
            return;
        }
        CompanyRecord before = around.claim(context, records, record -> record);
        PreImages images =
                new PreImages(around.mongo().tenants(), context, migration.id(), before.version());
        boolean accepted =
                before.state() == CompanyState.ROLLED_BACK
                        ? before.missing() > 0
                        : before.wayBack().isWalked() && force;
        CompanyRecord record = save(context, begun(before, documents, images));
        BackfillRestore restore =
                new BackfillRestore(documents, images, record.wayBack().number(), force);
        long page = Objects.requireNonNull(record.wayBack().page());
        restore.close(page + 1);
        for (; page >= record.wayBack().firstPage(); page--) {
            around.proceed();
            long start = System.nanoTime();
            BackfillRestore.Outcome outcome = restore.restore(page);
            record =
                    save(
                            context,
                            record.change()
                                    .restored(record.restored() + outcome.restored())
                                    .changedSince(
                                            record.changedSince() + outcome.changedSince().size())
                                    .failed(named(outcome.changedSince()))
                                    .wayBack(record.wayBack().at(page - 1))
                                    .done());
            restore.close(page, outcome);
            around.throttle()
                    .took(
                            Math.max(1, outcome.restored() + outcome.changedSince().size()),
                            System.nanoTime() - start,
                            around.run()::stopRequested);
            around.throttle().await(outcome.restored(), around.run()::stopRequested);
        }
        around.cache().invalidate(context);
        if (record.missing() > 0 && !accepted) {
            throw lapsed(record);
        }
        end(context, record);
    }

    /** Taken back before, and no old value is kept that could be forced. */
    private boolean hasNothingLeft(CompanyRecord record) {
        Instant until = record.imagesUntil();
        return record.state() == CompanyState.ROLLED_BACK
                && (record.changedSince() == 0 || (until != null && !until.isAfter(now())));
    }

    private CompanyRecord begun(
            CompanyRecord record, TenantCollection documents, PreImages images) {
        var draft =
                record.change()
                        .state(CompanyState.ROLLING_BACK)
                        .failure(null)
                        .by(around.run().platform().actor())
                        .endedAt(null);
        if (!record.wayBack().isOpen()) {
            // A process that died has left pages behind the last one that was booked; one that
            // lost the run, and does not know yet, is to leave no more.
            BackfillWriter.Outcome left =
                    new BackfillWriter(documents, images, SEALED)
                            .seal(record.nextPage(), around.clock().instant());
            long next = record.nextPage() + left.pages();
            boolean again = record.state() == CompanyState.ROLLED_BACK;
            draft.counts(record.counts().plus(new Counts(left.applied(), 0, 0, 0, 0)))
                    .nextPage(next + 1)
                    .wayBack(record.wayBack().begun(next - 1))
                    .restored(again ? record.restored() : 0)
                    .changedSince(0)
                    .noFailed()
                    .remaining(null)
                    .lastId(null)
                    .startedAt(now());
        }
        return draft.done();
    }

    private NightshiftException lapsed(CompanyRecord record) {
        return new NightshiftException(
                FailureCode.PREIMAGES_LAPSED,
                "%d of %d changed documents were not put back: their old values are not there any more; when that is mended, close it: nightshift backfill rollback %s --company %s --force"
                        .formatted(
                                record.missing(),
                                record.counts().changed(),
                                migration.id(),
                                record.company()),
                "Restore a backup of these documents, or write a migration that goes the other"
                        + " way.");
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
        long missing = record.missing();
        CompanyRecord done =
                save(
                        context,
                        record.change()
                                .state(CompanyState.ROLLED_BACK)
                                .wayBack(record.wayBack().ended())
                                .imagesUntil(
                                        record.changedSince() == 0 ? null : record.imagesUntil())
                                .note(
                                        missing == 0
                                                ? null
                                                : "%d documents were not put back: their old values were not there any more"
                                                        .formatted(missing))
                                .endedAt(now())
                                .done());
        CompanyEnd.rolledBack(around.alerts(), context, done, now());
    }

    private CompanyRecord save(TenantContext context, CompanyRecord record) {
        return records.put(around.ledger().save(context, record));
    }

    private Instant now() {
        return around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

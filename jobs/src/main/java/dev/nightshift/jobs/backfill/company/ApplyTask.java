package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.BackfillOptions;
import dev.nightshift.jobs.backfill.company.task.CompanyEnd;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyRecordDraft;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.mongo.KeysetPages;
import dev.nightshift.writers.mongo.backfill.BackfillWriter;
import dev.nightshift.writers.mongo.backfill.PreImages;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Applies a migration to one company: walks over its documents, as a plan does, writes each batch
 * and books it. The position is booked after the batch is written, so a batch that a dead process
 * left half written comes again, and finds what was done already as it should be.
 */
public final class ApplyTask implements CompanyTask {
    private static final Logger log = LoggerFactory.getLogger(ApplyTask.class);

    /** Walks over a company in which writers of the older form are still at work. */
    private static final int WALKS = 3;

    private final DataMigration migration;
    private final String checksum;
    private final BackfillOptions options;
    private final String approvedBy;
    private final Surroundings around;
    private final Records records;
    private final Reads reads;

    public ApplyTask(
            DataMigration migration,
            String checksum,
            BackfillOptions options,
            String approvedBy,
            Surroundings around,
            Records records) {
        this.migration = migration;
        this.checksum = checksum;
        this.options = options;
        this.approvedBy = approvedBy;
        this.around = around;
        this.records = records;
        this.reads = new Reads(around::proceed);
    }

    @Override
    public void work(Company company) throws JobInterruptedException, InterruptedException {
        TenantContext context = around.run().platform().in(company.id());
        TenantCollection documents =
                around.mongo().tenants().collection(context, migration.collection());
        KeysetPages pages = new KeysetPages(documents, migration.filter());
        KeysetPages verification = new KeysetPages(documents, migration.verification());
        // Stored before the first batch: what matched is not known any more when it was written.
        CompanyRecord record = around.claim(context, records, before -> begun(before, pages));
        BackfillWriter writer =
                new BackfillWriter(
                        documents,
                        options.images()
                                ? new PreImages(
                                        around.mongo().tenants(),
                                        context,
                                        migration.id(),
                                        record.version())
                                : null,
                        options.keep());
        Batches batches =
                new Batches(
                        pages,
                        new Transformer(migration, new Subject(company.id(), company.region())),
                        writer::write,
                        around);
        Walk over =
                new Walk(
                        batches,
                        reads,
                        around,
                        (draft, batch, last) -> booked(context, draft, batch, last));
        record = settled(record, writer);
        for (int walk = 1; ; walk++) {
            record = over.from(record);
            long remaining = remaining(context, record, verification);
            if (remaining <= record.counts().failed() || walk == WALKS) {
                end(context, record, remaining);
                return;
            }
            record = record.change().lastId(null).counts(record.counts().again()).noFailed().done();
        }
    }

    private CompanyRecord begun(CompanyRecord record, KeysetPages pages)
            throws JobInterruptedException, InterruptedException {
        boolean goesOn =
                (record.state() == CompanyState.RUNNING || record.state() == CompanyState.FAILED)
                        && record.startedAt() != null
                        && record.remaining() == null;
        var draft =
                record.change()
                        .state(CompanyState.RUNNING)
                        .checksum(checksum)
                        .by(around.run().platform().actor())
                        .approvedBy(approvedBy)
                        .failure(null)
                        .remaining(null)
                        .endedAt(null);
        if (goesOn && !options.images()) {
            reckon(record, pages, draft);
        }
        if (!goesOn) {
            // Anew: what a walk before this one could not do is looked at again.
            boolean again = record.state() != CompanyState.ROLLED_BACK;
            if (!again) {
                // What is left of the old values is older than what people wrote since.
                draft.wayBack(record.wayBack().anew(record.nextPage())).imagesUntil(null);
            }
            draft.note(again ? record.note() : null)
                    .counts(again ? record.counts().again() : Counts.NONE)
                    .lastId(null)
                    .noFailed()
                    .restored(0)
                    .changedSince(0)
                    .matching(reads.read(pages::count) + (again ? record.counts().changed() : 0))
                    .startedAt(around.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        }
        return draft.done();
    }

    /** Without pre-images nothing tells what a process that died had written of its last batch. */
    private void reckon(CompanyRecord record, KeysetPages pages, CompanyRecordDraft draft)
            throws JobInterruptedException, InterruptedException {
        long open = reads.read(() -> pages.countAfter(record.lastId()));
        long lost = record.matching() - record.counts().seen() - open;
        if (lost > 0) {
            draft.counts(record.counts().plus(new Counts(lost, 0, 0, 0, 0)))
                    .note(
                            "%d documents had ceased to match, uncounted, when the work went on: a process died after it wrote them, or others changed them; they count as changed"
                                    .formatted(lost));
        }
    }

    /** Books what a process that died had done of a batch. */
    private CompanyRecord settled(CompanyRecord record, BackfillWriter writer) {
        BackfillWriter.Outcome left = writer.settle(record.nextPage());
        if (left.pages() == 0) {
            return record;
        }
        return withImages(record)
                .nextPage(record.nextPage() + left.pages())
                .counts(record.counts().plus(new Counts(left.applied(), 0, 0, 0, 0)))
                .done();
    }

    private CompanyRecord booked(
            TenantContext context, CompanyRecordDraft draft, Batches.Booked batch, boolean last) {
        batch.failed().forEach(document -> log(context, document));
        CompanyRecord record = batch.pages() > 0 ? withImages(draft.done()).done() : draft.done();
        // The last batch is stored with the end of the walk.
        return last ? record : records.put(around.ledger().save(context, record));
    }

    private long remaining(TenantContext context, CompanyRecord record, KeysetPages verification)
            throws JobInterruptedException, InterruptedException {
        try {
            return reads.read(verification::count);
        } catch (JobInterruptedException ending) {
            records.put(around.ledger().save(context, record));
            throw ending;
        }
    }

    // The record names the first of them; all are to be found.
    private void log(TenantContext context, FailedDocument document) {
        log.atWarn()
                .addKeyValue("companyId", context.companyId())
                .addKeyValue("requestId", context.requestId())
                .addKeyValue("feature", migration.id())
                .addKeyValue("module", "backfill")
                .addKeyValue("event", "backfill.document_failed")
                .addKeyValue("status", document.code())
                .addKeyValue("documentId", document.id())
                .log("A document could not be migrated");
    }

    private CompanyRecordDraft withImages(CompanyRecord record) {
        Instant until = record.imagesUntil();
        Instant now = around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return record.change().imagesUntil(until == null ? now.plus(options.keep()) : until);
    }

    private void end(TenantContext context, CompanyRecord record, long remaining) {
        around.cache().invalidate(context);
        Instant now = around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        CompanyRecord done =
                record.change().state(CompanyState.DONE).remaining(remaining).endedAt(now).done();
        CompanyEnd.done(
                around.alerts(), context, records.put(around.ledger().save(context, done)), now);
    }
}

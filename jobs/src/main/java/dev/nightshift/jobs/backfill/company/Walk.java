package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyRecordDraft;
import dev.nightshift.platform.mongo.operation.DocumentPage;

import org.bson.Document;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.List;

/**
 * The way over one company's documents, batch after batch: reading, transforming, pacing, writing,
 * booking. A plan and what is applied go it alike; they differ in the writer and in the books. Used
 * by one thread.
 */
final class Walk {
    private final Batches batches;
    private final Reads reads;
    private final Surroundings around;
    private final Books books;

    /** Keeps what a batch has added to the company's record. */
    @FunctionalInterface
    interface Books {
        /**
         * Called after each batch is written.
         *
         * @param draft the record with the batch's position and counts
         * @param last whether the walk ends with this batch
         */
        CompanyRecord book(CompanyRecordDraft draft, Batches.Booked booked, boolean last);
    }

    Walk(Batches batches, Reads reads, Surroundings around, Books books) {
        this.batches = batches;
        this.reads = reads;
        this.around = around;
        this.books = books;
    }

    /** Goes on behind the record's position, to the end. */
    CompanyRecord from(CompanyRecord start) throws JobInterruptedException, InterruptedException {
        CompanyRecord record = start;
        while (true) {
            Object last = record.lastId();
            int size = around.throttle().batchSize();
            DocumentPage read = reads.read(() -> batches.next(last, size));
            List<Document> page = read.documents();
            if (page.isEmpty()) {
                return record;
            }
            around.throttle().await(page.size(), around.run()::stopRequested);
            // It returns early when the run is to end, or was lost.
            around.run().checkpoint();
            Batches.Booked booked = batches.write(record.nextPage(), page);
            record =
                    books.book(
                            record.change()
                                    .lastId(page.getLast().get("_id"))
                                    .nextPage(record.nextPage() + booked.pages())
                                    .counts(record.counts().plus(booked.counts()))
                                    .failed(booked.failed()),
                            booked,
                            read.last());
            if (read.last()) {
                return record;
            }
        }
    }
}

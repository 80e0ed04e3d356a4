package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.Transformer.Transformed;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.migrations.ledger.FailedDocument.Code;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.readers.mongo.KeysetPages;
import dev.nightshift.writers.mongo.backfill.BackfillWriter;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** One company's batches, each from reading to what is booked. Used by one thread. */
final class Batches {
    /** So often a document that others keep changing is taken again. */
    private static final int TRIES = 5;

    private final KeysetPages pages;
    private final Transformer transformer;
    private final ChangeWriter writer;
    private final Surroundings around;
    private long readNanos;

    /**
     * What a batch adds to the company's record.
     *
     * @param pages of pre-images that were written
     * @param documents that were read
     * @param nanos that the batch took from reading on
     */
    record Booked(
            Counts counts, List<FailedDocument> failed, int pages, int documents, long nanos) {}

    Batches(KeysetPages pages, Transformer transformer, ChangeWriter writer, Surroundings around) {
        this.pages = pages;
        this.transformer = transformer;
        this.writer = writer;
        this.around = around;
    }

    DocumentPage next(@Nullable Object last, int size) {
        long start = System.nanoTime();
        DocumentPage page = pages.after(last, size);
        readNanos = System.nanoTime() - start;
        return page;
    }

    Booked write(long firstPage, List<Document> page) throws InterruptedException {
        long start = System.nanoTime();
        List<FailedDocument> failed = new ArrayList<>();
        List<Document> documents = page;
        int changed = 0;
        int unchanged = 0;
        int conflicts = 0;
        int images = 0;
        for (int attempt = 1; !documents.isEmpty(); attempt++) {
            if (attempt > TRIES) {
                documents.forEach(
                        document ->
                                failed.add(
                                        Transformer.failed(
                                                document,
                                                Code.CONTENDED,
                                                "other writers changed it again and again")));
                break;
            }
            Transformed batch = transformer.apply(documents);
            failed.addAll(batch.failed);
            unchanged += batch.unchanged;
            BackfillWriter.Outcome outcome =
                    writer.write(firstPage + images, batch.changes, around.clock().instant());
            changed += outcome.applied();
            images += outcome.pages();
            outcome.refused().forEach((id, failure) -> failed.add(refused(id, failure)));
            conflicts += outcome.stale().size();
            documents = outcome.stale().isEmpty() ? List.of() : pages.of(outcome.stale());
        }
        long nanos = System.nanoTime() - start + readNanos;
        around.throttle().took(page.size(), nanos, around.run()::stopRequested);
        return new Booked(
                new Counts(changed, unchanged, failed.size(), conflicts, 1),
                failed,
                images,
                page.size(),
                nanos);
    }

    private static FailedDocument refused(Object id, WriteFailure failure) {
        return switch (failure.reason()) {
            case DUPLICATE_KEY ->
                    new FailedDocument(
                            String.valueOf(id),
                            Code.DUPLICATE_KEY,
                            "another document of the company has its "
                                    + failure.keyFields().stream()
                                            .filter(field -> !field.equals("companyId"))
                                            .reduce((first, last) -> last)
                                            .orElse("key"));
            case NOT_STORABLE ->
                    new FailedDocument(
                            String.valueOf(id), Code.REFUSED, "MongoDB does not take the result");
        };
    }
}

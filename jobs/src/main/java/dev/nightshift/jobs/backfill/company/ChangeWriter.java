package dev.nightshift.jobs.backfill.company;

import dev.nightshift.writers.mongo.backfill.BackfillWriter.Outcome;
import dev.nightshift.writers.mongo.backfill.DocumentChange;

import java.time.Instant;
import java.util.List;

/** Where the changes of a batch go: to the documents, or in a plan nowhere. */
@FunctionalInterface
interface ChangeWriter {
    /**
     * Writes a batch.
     *
     * @param page number of the first page of pre-images
     * @param now of this batch
     */
    Outcome write(long page, List<DocumentChange> changes, Instant now);
}

package dev.nightshift.writers.mongo;

import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.MergeOptions;
import dev.nightshift.writers.mongo.merge.MergePlanner;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import java.util.List;

/**
 * Merges the batches of one import into a company's leads, as if row after row were applied in file
 * order. What a batch changes is journaled before it is changed.
 *
 * <p>Not thread-safe: batches are written one after the other. Restartable: a batch that ended in
 * an exception, in this process or in one that died, is written again by calling {@link #write}
 * with the same number and the same rows; leads and outcomes are then those of an uninterrupted
 * run.
 */
public final class LeadBatchWriter {
    private final LeadStore store;
    private final ImportJournal journal;
    private final MergeOptions options;
    private final MergePlanner planner;

    /**
     * Whether the batch at hand may have been begun before: only the first after a start or
     * failure.
     */
    private boolean mayBeBegun = true;

    /** A writer for one import, or for one more attempt at it. */
    public LeadBatchWriter(LeadStore store, ImportJournal journal, MergeOptions options) {
        this.store = store;
        this.journal = journal;
        this.options = options;
        this.planner = new MergePlanner(options);
    }

    /**
     * Writes a batch. When this returns all of it is durable.
     *
     * @param batch its number within the import, from 0; a number always stands for the same rows
     * @param offers its rows in file order, at best 1,000 to 2,000
     * @return the outcome of each row, in the same order
     * @throws dev.nightshift.platform.failure.NightshiftException when the store is away; the batch
     *     may be partly written, and has to be written again
     */
    public List<RowOutcome> write(long batch, List<LeadOffer> offers) {
        BatchJournal pages = new BatchJournal(journal, options.importId(), batch);
        BatchRun run = new BatchRun(store, pages, options, planner, offers);
        boolean again = mayBeBegun;
        mayBeBegun = true;
        List<RowOutcome> outcomes = again ? run.resume() : run.start();
        mayBeBegun = false;
        return outcomes;
    }
}

package dev.nightshift.writers.mongo;

import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.MergeOptions;
import dev.nightshift.writers.mongo.merge.MergePlanner;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Merges the batches of one import into a company's leads, as if row after row were applied in file
 * order. What a batch changes is journaled before it is changed.
 *
 * <p>Not thread-safe: batches are handed over one after the other, and each is started when the one
 * before is written and the caller has committed that it is; looking up and planning a batch goes
 * on while the one before is being written. Restartable: a batch that ended in an exception, in
 * this process or in one that died, is written again by handing it over with the same number and
 * the same rows; leads and outcomes are then those of an uninterrupted run.
 */
public final class LeadBatchWriter {
    private final LeadStore store;
    private final ImportJournal journal;
    private final MergeOptions options;
    private final MergePlanner planner;
    private final Executor executor;
    private final int attempt;
    private @Nullable PendingBatch last;

    /**
     * Whether the batch at hand may have been begun before: only the first after a start or
     * failure.
     */
    private boolean mayBeBegun = true;

    /** A writer for one import, or for one more attempt at it, that writes when it is told to. */
    public LeadBatchWriter(LeadStore store, ImportJournal journal, MergeOptions options) {
        this(store, journal, options, Runnable::run, 1);
    }

    /**
     * The same, beside the caller.
     *
     * @param executor for one task at a time
     * @param attempt counts the attempts at the import: a later one is not disturbed by an earlier
     */
    public LeadBatchWriter(
            LeadStore store,
            ImportJournal journal,
            MergeOptions options,
            Executor executor,
            int attempt) {
        this.store = store;
        this.journal = journal;
        this.options = options;
        this.planner = new MergePlanner(options);
        this.executor = executor;
        this.attempt = attempt;
    }

    /**
     * Hands a batch over, which is written once it is started. What can be done before the batch
     * before it is written is done now.
     *
     * @param batch its number within the import, from 0; a number always stands for the same rows
     * @param offers its rows in file order, at best 1,000 to 2,000
     * @throws dev.nightshift.platform.failure.NightshiftException when the store is away
     */
    public PendingBatch prepare(long batch, List<LeadOffer> offers) {
        boolean begun = mayBeBegun;
        mayBeBegun = false;
        BatchJournal pages = new BatchJournal(journal, options.importId(), batch, attempt);
        BatchRun run = new BatchRun(store, pages, options, planner, offers);
        last = new PendingBatch(run, begun, last, executor);
        return last;
    }

    /**
     * Writes a batch. When this returns all of it is durable.
     *
     * @param batch as for {@link #prepare}
     * @return the outcome of each row, in the same order
     * @throws dev.nightshift.platform.failure.NightshiftException when the store is away; the batch
     *     may be partly written, and has to be written again
     */
    public List<RowOutcome> write(long batch, List<LeadOffer> offers) {
        try {
            PendingBatch pending = prepare(batch, offers);
            pending.start();
            return pending.outcomes();
        } catch (RuntimeException failure) {
            mayBeBegun = true;
            throw failure;
        }
    }
}

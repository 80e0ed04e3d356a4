package dev.nightshift.writers.mongo.merge;

import dev.nightshift.platform.leads.LeadOffer;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Plays rows over leads in memory, exactly as if each were applied on its own in file order. Does
 * no I/O and reads no clock: the same leads and rows give the same plan. Thread-safe.
 */
public final class MergePlanner {
    private final MergeOptions options;
    private final VendorNames vendorNames = new VendorNames();

    public MergePlanner(MergeOptions options) {
        this.options = options;
    }

    /**
     * Plans rows of a batch.
     *
     * @param leads every lead that has a key of one of the rows, each once; the documents belong to
     *     the plan afterwards
     * @param batch all rows of the batch
     * @param rows which of them to plan, ascending
     * @param ids the id of the lead that a row makes
     */
    public MergePlan plan(
            Collection<Document> leads,
            List<LeadOffer> batch,
            List<Integer> rows,
            IntFunction<ObjectId> ids) {
        MergePlay play = new MergePlay(options, vendorNames, leads);
        for (int row : rows) {
            if (!play.take(row, batch.get(row), ids)) {
                break;
            }
        }
        return play.plan();
    }
}

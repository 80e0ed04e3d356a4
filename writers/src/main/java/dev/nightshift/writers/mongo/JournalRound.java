package dev.nightshift.writers.mongo;

import dev.nightshift.writers.mongo.merge.LeadUpdate;
import dev.nightshift.writers.mongo.merge.MergePlan;
import dev.nightshift.writers.mongo.merge.PlannedLead;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one round of a batch is about to change, as the journal keeps it. Most batches take one
 * round; another follows where a row takes a key that the round before frees, or where another
 * writer was quicker. A round is journaled only after the one before is done.
 *
 * @param number counts the rounds of a batch from 0
 * @param rows one letter for each row of the batch, see {@link RowLetters}
 * @param inserted ids of the leads inserted, in the order of the rows that made them
 * @param updated before and after of each lead that is updated
 */
record JournalRound(
        int number, String rows, List<ObjectId> inserted, Map<ObjectId, Change> updated) {
    /**
     * The touched fields of a lead. A field that only one side names was added or removed.
     *
     * @param before including {@code updatedAt}, where the lead had one
     * @param after including {@code updatedAt}
     */
    record Change(Document before, Document after) {}

    static JournalRound of(int number, String rows, MergePlan plan) {
        Map<ObjectId, Change> updated = LinkedHashMap.newLinkedHashMap(plan.updates().size());
        for (PlannedLead lead : plan.updates()) {
            LeadUpdate update = lead.update();
            updated.put(lead.id(), new Change(lead.preImage(), update.set()));
        }
        return new JournalRound(
                number, rows, plan.inserts().stream().map(PlannedLead::id).toList(), updated);
    }
}

package dev.nightshift.writers.mongo.merge;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a run of rows changes. Its inserts and updates may be done in any order, together: none
 * takes a key that another gives up. Immutable once made.
 *
 * @param rows the rows planned, as indexes into the batch, in file order; it may be fewer than were
 *     asked for, and the rest must be planned after these are written
 * @param inserts new leads, each with the row that made it at the same place in {@code insertRows}
 * @param updates leads that change
 */
public record MergePlan(
        List<PlannedRow> rows,
        List<Integer> insertRows,
        List<PlannedLead> inserts,
        List<PlannedLead> updates) {
    /**
     * One row of the plan.
     *
     * @param row index into the batch
     * @param lead the lead it met or made; null when it met none
     * @param other the other lead it met, in a conflict
     */
    public record PlannedRow(
            int row, RowOutcome outcome, @Nullable PlannedLead lead, @Nullable PlannedLead other) {
        /** Whether the outcome rests on one of these leads. */
        public boolean restsOn(Set<PlannedLead> leads) {
            return (lead != null && leads.contains(lead))
                    || (other != null && leads.contains(other));
        }
    }

    /** Whether anything has to be written. */
    public boolean hasChanges() {
        return !inserts.isEmpty() || !updates.isEmpty();
    }

    /** The keys of all leads that it writes, those that they give up included. */
    public Set<String> keys() {
        Set<String> keys = HashSet.newHashSet(2 * (inserts.size() + updates.size()));
        inserts.forEach(lead -> lead.eachKey(keys::add));
        updates.forEach(lead -> lead.eachKey(keys::add));
        return keys;
    }

    /** The documents to insert. */
    public List<Document> insertDocuments() {
        return inserts.stream().map(PlannedLead::state).toList();
    }

    /** The updates to make. */
    public List<LeadUpdate> leadUpdates() {
        List<LeadUpdate> changes = new ArrayList<>(updates.size());
        updates.forEach(lead -> changes.add(lead.update()));
        return changes;
    }
}

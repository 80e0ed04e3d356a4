package dev.nightshift.writers.mongo;

import dev.nightshift.writers.mongo.merge.LeadUpdate;
import dev.nightshift.writers.mongo.merge.MergePlan;
import dev.nightshift.writers.mongo.merge.PlannedLead;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of a plan's writes. All others than these are in the store.
 *
 * @param failed leads that another writer changed first, or whose key he took
 * @param refused leads that the store does not take as they are
 */
record PlanExecution(Set<PlannedLead> failed, Set<PlannedLead> refused) {
    /** Makes the plan's writes. Making them again does no harm. */
    static PlanExecution of(MergePlan plan, LeadStore store) {
        PlanExecution execution = new PlanExecution(new HashSet<>(), new HashSet<>());
        if (!plan.inserts().isEmpty()) {
            execution.insert(plan, store);
        }
        if (!plan.updates().isEmpty()) {
            execution.update(plan, store);
        }
        return execution;
    }

    private void insert(MergePlan plan, LeadStore store) {
        LeadStore.Outcome outcome = store.insert(plan.insertDocuments());
        for (int index : outcome.refused()) {
            refused.add(plan.inserts().get(index));
        }
        if (!outcome.duplicates().isEmpty()) {
            // A lead that is there under its own id was inserted by an earlier attempt.
            List<PlannedLead> doubtful =
                    outcome.duplicates().stream().map(plan.inserts()::get).toList();
            Map<ObjectId, Document> present = byId(doubtful, store);
            doubtful.stream().filter(lead -> !present.containsKey(lead.id())).forEach(failed::add);
        }
    }

    private void update(MergePlan plan, LeadStore store) {
        List<LeadUpdate> updates = plan.leadUpdates();
        LeadStore.Outcome outcome = store.update(updates);
        Set<Integer> known = new HashSet<>(outcome.refused());
        known.addAll(outcome.duplicates());
        for (int index : outcome.refused()) {
            refused.add(plan.updates().get(index));
        }
        for (int index : outcome.duplicates()) {
            failed.add(plan.updates().get(index));
        }
        if (outcome.done() + known.size() == updates.size()) {
            return;
        }
        // Some guards did not match: either an earlier attempt made the change, or another writer
        // one.
        Map<ObjectId, Document> present = byId(plan.updates(), store);
        for (int index = 0; index < updates.size(); index++) {
            Document lead = present.get(updates.get(index).id());
            if (!known.contains(index) && (lead == null || !updates.get(index).isAppliedTo(lead))) {
                failed.add(plan.updates().get(index));
            }
        }
    }

    private static Map<ObjectId, Document> byId(List<PlannedLead> leads, LeadStore store) {
        List<ObjectId> ids = new ArrayList<>(leads.size());
        leads.forEach(lead -> ids.add(lead.id()));
        Map<ObjectId, Document> present = new HashMap<>();
        store.findById(ids).forEach(lead -> present.put(lead.getObjectId("_id"), lead));
        return present;
    }
}

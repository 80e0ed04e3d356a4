package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.sample.Samples;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.writers.mongo.backfill.DocumentChange;
import dev.nightshift.writers.mongo.backfill.FieldChange;

import org.bson.Document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells for a plan which changes a unique index would refuse: because a document has the value, or
 * because an earlier change would take it. Earlier changes are remembered by hashes, as far as
 * there is room; then the plan says so. Used by one thread.
 */
final class UniqueClaims {
    private final TenantCollection documents;
    private final List<String> unique;
    private final int room;
    private final Samples samples;
    private final Map<String, Hashes> claimed = new HashMap<>();

    /**
     * @param room how many values are remembered
     * @param samples told when there is no more room
     */
    UniqueClaims(TenantCollection documents, String collection, int room, Samples samples) {
        this.documents = documents;
        this.unique =
                IndexPlans.of(collection).stream()
                        .filter(IndexPlan::unique)
                        .flatMap(plan -> plan.present().stream())
                        .toList();
        this.room = room / Math.max(1, unique.size());
        this.samples = samples;
    }

    /** The changes that would be refused, by the ids of their documents. */
    Map<Object, WriteFailure> refused(List<DocumentChange> changes) {
        Map<Object, WriteFailure> refused = new HashMap<>();
        for (String field : unique) {
            refuse(field, changes, refused);
        }
        return refused;
    }

    private void refuse(
            String field, List<DocumentChange> changes, Map<Object, WriteFailure> refused) {
        Map<Object, Object> wanted = new HashMap<>();
        for (DocumentChange change : changes) {
            for (FieldChange touched : change.fields()) {
                if (touched.path().equals(field)
                        && touched.after() != null
                        && !refused.containsKey(change.id())) {
                    wanted.put(change.id(), touched.after());
                }
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Set<Object> taken = new HashSet<>();
        Document holders = new Document(field, new Document("$in", List.copyOf(wanted.values())));
        documents
                .find(holders, new Document(field, 1), new Document(), 0)
                .forEach(holder -> taken.add(holder.get(field)));
        for (int i = 0; i < changes.size(); i++) {
            Object id = changes.get(i).id();
            Object value = wanted.get(id);
            if (value != null && (taken.contains(value) || !isFirst(field, value))) {
                refused.put(
                        id,
                        new WriteFailure(
                                i, WriteFailure.Reason.DUPLICATE_KEY, List.of("companyId", field)));
            }
        }
    }

    private boolean isFirst(String field, Object value) {
        Hashes seen = claimed.computeIfAbsent(field, one -> new Hashes(room));
        long hash = Hashes.of(value);
        if (seen.contains(hash)) {
            return false;
        }
        if (!seen.add(hash)) {
            samples.forgets(field, room);
        }
        return true;
    }
}

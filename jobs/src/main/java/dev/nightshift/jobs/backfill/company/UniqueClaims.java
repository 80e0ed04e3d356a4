package dev.nightshift.jobs.backfill.company;

import dev.nightshift.jobs.backfill.company.Transformer.Transformed;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.writers.mongo.backfill.DocumentChange;
import dev.nightshift.writers.mongo.backfill.FieldChange;

import org.bson.Document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells for a plan which changes a unique index would refuse: because a document has the value, or
 * because an earlier change would take it. Beyond half a million values of a company only documents
 * are asked. Used by one thread.
 */
final class UniqueClaims {
    private static final int REMEMBERED = 500_000;

    private final TenantCollection documents;
    private final List<String> unique;
    private final Set<Object> claimed = new HashSet<>();

    UniqueClaims(TenantCollection documents, String collection) {
        this.documents = documents;
        this.unique =
                IndexPlans.of(collection).stream()
                        .filter(IndexPlan::unique)
                        .flatMap(plan -> plan.present().stream())
                        .toList();
    }

    /** The changes that would be written; the others are added to the failures. */
    List<DocumentChange> claim(Transformed batch) {
        List<DocumentChange> writable = batch.changes;
        for (String field : unique) {
            writable = claim(field, writable, batch.failed);
        }
        return writable;
    }

    private List<DocumentChange> claim(
            String field, List<DocumentChange> changes, List<FailedDocument> failed) {
        Map<Object, Object> wanted = new HashMap<>();
        for (DocumentChange change : changes) {
            for (FieldChange touched : change.fields()) {
                if (touched.path().equals(field) && touched.after() != null) {
                    wanted.put(change.id(), touched.after());
                }
            }
        }
        if (wanted.isEmpty()) {
            return changes;
        }
        Set<Object> taken = new HashSet<>();
        Document holders = new Document(field, new Document("$in", List.copyOf(wanted.values())));
        documents
                .find(holders, new Document(field, 1), new Document(), 0)
                .forEach(holder -> taken.add(holder.get(field)));
        List<DocumentChange> writable = new ArrayList<>();
        for (DocumentChange change : changes) {
            Object value = wanted.get(change.id());
            if (value == null || (!taken.contains(value) && isFirst(value))) {
                writable.add(change);
            } else {
                failed.add(
                        new FailedDocument(
                                String.valueOf(change.id()),
                                FailedDocument.Code.DUPLICATE_KEY,
                                "another document of the company has its " + field));
            }
        }
        return writable;
    }

    private boolean isFirst(Object value) {
        return claimed.size() >= REMEMBERED ? !claimed.contains(value) : claimed.add(value);
    }
}

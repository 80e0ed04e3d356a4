package dev.nightshift.benchmarks.stages;

import dev.nightshift.writers.mongo.LeadStore;
import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A store that takes no time, so that only the merge is measured. Not thread-safe. */
final class LeadsInMemory implements LeadStore {
    private final Map<ObjectId, Document> byId = new HashMap<>();
    private final Map<String, ObjectId> byKey = new HashMap<>();

    @Override
    public List<Document> find(Collection<String> phones, Collection<String> emails) {
        List<Document> found = new ArrayList<>();
        for (Collection<String> keys : List.of(phones, emails)) {
            for (String key : keys) {
                ObjectId id = byKey.get(key);
                if (id != null) {
                    found.add(new Document(Objects.requireNonNull(byId.get(id))));
                }
            }
        }
        return found;
    }

    @Override
    public List<Document> findById(Collection<ObjectId> ids) {
        return ids.stream().filter(byId::containsKey).map(byId::get).map(Document::new).toList();
    }

    @Override
    public Outcome insert(List<Document> leads) {
        for (Document lead : leads) {
            ObjectId id = lead.getObjectId("_id");
            byId.put(id, lead);
            putKey(lead.getString("phone"), id);
            putKey(lead.getString("email"), id);
        }
        return new Outcome(leads.size(), Set.of(), Set.of());
    }

    @Override
    public Outcome update(List<LeadUpdate> updates) {
        for (LeadUpdate update : updates) {
            Document lead = Objects.requireNonNull(byId.get(update.id()));
            lead.putAll(update.set());
            update.unset().forEach(lead::remove);
            putKey(lead.getString("phone"), update.id());
            putKey(lead.getString("email"), update.id());
        }
        return new Outcome(updates.size(), Set.of(), Set.of());
    }

    private void putKey(@Nullable String key, ObjectId id) {
        if (key != null) {
            byKey.put(key, id);
        }
    }

    @Override
    public int delete(Collection<ObjectId> ids, Date updatedAt) {
        throw new UnsupportedOperationException();
    }
}

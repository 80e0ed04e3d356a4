package dev.nightshift.writers.mongo.expired;

import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.List;

/** Removes documents that are still expired. Safe to repeat. Thread-safe. */
public final class ExpiredRemoval {
    private final TenantStore store;

    /** Over a store that the caller closes. */
    public ExpiredRemoval(TenantStore store) {
        this.store = store;
    }

    /**
     * Removes those that the filter still finds; one that was renewed since it was read stays.
     *
     * @param expired what made them expired
     * @return how many were removed
     */
    public long remove(
            TenantContext context, String collection, List<Object> ids, Document expired) {
        if (ids.isEmpty()) {
            return 0;
        }
        Document still = new Document("_id", new Document("$in", ids));
        still.putAll(expired);
        return store.collection(context, collection).deleteMany(still);
    }
}

package dev.nightshift.readers.mongo;

import dev.nightshift.platform.mongo.DocumentStream;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * Reads one company's leads. Thread-safe; reads see what is acknowledged, not a snapshot. May be
 * repeated at will.
 */
public final class LeadReader {
    private static final String COLLECTION = "leads";

    private final TenantCollection leads;

    public LeadReader(TenantStore store, TenantContext context) {
        this.leads = store.collection(context, COLLECTION);
    }

    /**
     * How many leads there are.
     *
     * @param importId only those that this import inserted; null for all
     */
    public long count(@Nullable String importId) {
        return leads.count(filter(importId));
    }

    /** The leads changed last, the newest first. */
    public List<Document> list(@Nullable String importId, int limit) {
        return leads.find(
                filter(importId),
                new Document(),
                new Document("updatedAt", -1).append("_id", 1),
                limit);
    }

    /** One lead by its {@code _id}, its phone in E.164 or its e-mail. */
    public Optional<Document> show(String reference) {
        if (ObjectId.isValid(reference)) {
            return leads.findOne(new Document("_id", new ObjectId(reference)));
        }
        String field = reference.contains("@") ? "email" : "phone";
        return leads.findOne(new Document(field, reference));
    }

    /** Every lead, one at a time, in the server's order. To be closed. */
    public DocumentStream stream(@Nullable String importId, Document projection) {
        return leads.stream(filter(importId), projection, new Document(), 1_000);
    }

    private static Document filter(@Nullable String importId) {
        return importId == null ? new Document() : new Document("importId", importId);
    }
}

package dev.nightshift.platform.mongo;

import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;

import org.bson.Document;

import java.util.List;
import java.util.Optional;

/**
 * A collection that has no tenant. Behaves like {@link TenantCollection}, without its limits to a
 * company. Thread-safe.
 */
public final class PlatformCollection {
    private final ScopedCollection scoped;

    PlatformCollection(ScopedCollection scoped) {
        this.scoped = scoped;
    }

    /** The documents that match; limit 0 for all. */
    public List<Document> find(Document filter, Document projection, Document sort, int limit) {
        return scoped.find(filter, projection, sort, limit);
    }

    /** A document that matches. */
    public Optional<Document> findOne(Document filter) {
        return scoped.findOne(filter, new Document(), new Document());
    }

    /** How many documents match. */
    public long count(Document filter) {
        return scoped.count(filter);
    }

    /** Inserts one document; false when another has its key. Safe to repeat. */
    public boolean insertOne(Document document) {
        return scoped.insertOne(document);
    }

    /** Changes a document that matches; a duplicate key is in the outcome's failures. */
    public UpdateOutcome updateOne(Document filter, Document update, Repeat repeat) {
        return scoped.updateOne(new Change(filter, update), repeat);
    }

    /** Stores the document in place of the one with its {@code _id}, or as a new one. */
    public void upsertById(Document document) {
        scoped.upsertById(document);
    }

    /** Deletes a document that matches; false when none did. */
    public boolean deleteOne(Document filter, Repeat repeat) {
        return scoped.deleteOne(filter, repeat);
    }

    /** Deletes every document that matches and returns how many. */
    public long deleteMany(Document filter) {
        return scoped.deleteMany(filter);
    }

    /**
     * Changes one document atomically and returns it as it is afterwards; empty when none matched.
     */
    public Optional<Document> findAndUpdate(
            Document filter, Document update, Document sort, Repeat repeat) {
        return scoped.findAndUpdate(filter, update, sort, false, repeat);
    }
}

package dev.nightshift.platform.mongo;

import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;

import org.bson.Document;

import java.util.List;
import java.util.Optional;

/**
 * One company's documents of one collection. Every filter is limited to the company and every
 * document stamped with it; a filter, document or update that names another company, touches {@code
 * companyId} or runs code on the server is refused with TENANT_MISMATCH before anything is sent.
 *
 * <p>Empty documents as projection or sort mean "all fields" and "any order". A server that is away
 * is tried again with growing pauses; then NightshiftException MONGODB_UNAVAILABLE. A connection
 * that broke leaves unknown whether a write was applied: {@link Repeat} says what then. A write
 * that returned is durable on the majority of a replica set, or on the one server's disk.
 *
 * <p>Which filters are served by an index is said in {@link
 * dev.nightshift.platform.mongo.index.IndexPlan}. Thread-safe.
 */
public final class TenantCollection {
    private final ScopedCollection scoped;

    TenantCollection(ScopedCollection scoped) {
        this.scoped = scoped;
    }

    /**
     * The same, whose counts, pages and streams wait for the answer of a server that is there for
     * as long as it takes: for what goes through a whole company, and can be interrupted.
     */
    public TenantCollection patient() {
        return new TenantCollection(scoped.patient());
    }

    /** All fields of the documents that match, in any order. */
    public List<Document> find(Document filter) {
        return scoped.find(filter, new Document(), new Document(), 0);
    }

    /**
     * The same as the primary has them, for whoever throws something away because of what is read:
     * a secondary may be behind what this process has written.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException MONGODB_UNAVAILABLE while there
     *     is no primary
     */
    public List<Document> findCurrent(Document filter) {
        return scoped.findCurrent(filter);
    }

    /**
     * The documents that match, in memory.
     *
     * @param limit at most so many; 0 for all
     */
    public List<Document> find(Document filter, Document projection, Document sort, int limit) {
        return scoped.find(filter, projection, sort, limit);
    }

    /**
     * The first documents by an order, as many as may be held at once.
     *
     * @param limit at most so many documents
     * @param bytes no more are read once they may be so large together
     */
    public DocumentPage page(
            Document filter, Document projection, Document sort, int limit, long bytes) {
        return scoped.page(filter, projection, sort, limit, bytes);
    }

    /**
     * The documents that match, however many.
     *
     * @param batchSize documents fetched at a time
     */
    public DocumentStream stream(
            Document filter, Document projection, Document sort, int batchSize) {
        return scoped.stream(filter, projection, sort, batchSize);
    }

    /** A document that matches. */
    public Optional<Document> findOne(Document filter) {
        return scoped.findOne(filter, new Document(), new Document());
    }

    /** The first document that matches. */
    public Optional<Document> findOne(Document filter, Document projection, Document sort) {
        return scoped.findOne(filter, projection, sort);
    }

    /** How many documents match. */
    public long count(Document filter) {
        return scoped.count(filter);
    }

    /**
     * Inserts all it can, in no particular order; the arguments stay as they are. A document
     * without an {@code _id} gets one. Safe to repeat: what an attempt whose answer was lost has
     * stored counts as inserted.
     */
    public InsertOutcome insertMany(List<Document> documents) {
        return scoped.insertMany(documents);
    }

    /**
     * Inserts one document. Safe to repeat.
     *
     * @return false when another document has its key in a unique index
     * @throws dev.nightshift.platform.failure.NightshiftException MONGODB_REFUSED when it cannot be
     *     stored for what it is
     */
    public boolean insertOne(Document document) {
        return scoped.insertOne(document);
    }

    /** Makes all changes it can, in no particular order. */
    public UpdateOutcome bulkUpdate(List<Change> changes, Repeat repeat) {
        return scoped.bulkUpdate(changes, repeat);
    }

    /** Changes a document that matches; a duplicate key is in the outcome's failures. */
    public UpdateOutcome updateOne(Document filter, Document update, Repeat repeat) {
        return scoped.updateOne(new Change(filter, update), repeat);
    }

    /** Changes a document that matches; not repeated after a lost answer. */
    public UpdateOutcome updateOne(Document filter, Document update) {
        return updateOne(filter, update, Repeat.NEVER);
    }

    /** Changes every document that matches. */
    public UpdateOutcome updateMany(Document filter, Document update, Repeat repeat) {
        return scoped.updateMany(filter, update, repeat);
    }

    /**
     * Stores the document in place of the one with its {@code _id}, or as a new one. Safe to
     * repeat. TENANT_MISMATCH when the id is another company's.
     */
    public void upsertById(Document document) {
        scoped.upsertById(document);
    }

    /**
     * The same, but in place of one that meets a condition only. Safe to repeat when the document
     * itself meets it.
     *
     * @return false when there is one that does not meet it
     */
    public boolean upsertById(Document document, Document condition) {
        return scoped.upsertById(document, condition);
    }

    /** Deletes a document that matches; false when none did. */
    public boolean deleteOne(Document filter, Repeat repeat) {
        return scoped.deleteOne(filter, repeat);
    }

    /**
     * Deletes every document that matches and returns how many. Repeated after a lost answer: then
     * the number is of the last attempt.
     */
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

package dev.nightshift.readers.mongo.expired;

import dev.nightshift.platform.keyspaces.ExpiryRule.DateField;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A company's documents of a space that have expired at a moment. Thread-safe. */
public final class ExpiredDocuments {
    private static final Document ID_ONLY = new Document("_id", 1);

    private final TenantStore store;

    /** Over a store that the caller closes. */
    public ExpiredDocuments(TenantStore store) {
        this.store = store;
    }

    /**
     * What makes a document of the space expired: one of its dates is past by more than its age.
     */
    public static Document filter(MongoSpace space, Instant now) {
        if (space.dates().isEmpty()) {
            return new Document("_id", new Document("$in", List.of()));
        }
        return new Document(
                "$or",
                space.dates().stream()
                        .map(rule -> new Document(rule.name(), past(rule, now)))
                        .toList());
    }

    private static Document past(DateField rule, Instant now) {
        return new Document("$lte", Date.from(now.minus(rule.age())));
    }

    /**
     * Keys of all of them, in one pass: what is live is gone by once, however many are removed
     * between two batches.
     *
     * @param batch so many are fetched at a time
     */
    public DocumentStream ids(TenantContext context, MongoSpace space, Instant now, int batch) {
        return documents(context, space).stream(filter(space, now), ID_ONLY, new Document(), batch);
    }

    /** Keys of some documents of the space, expired or not. */
    public List<Object> anyIds(TenantContext context, MongoSpace space, int limit) {
        return store
                .collection(context, space.collection())
                .find(new Document(), ID_ONLY, new Document(), limit)
                .stream()
                .map(document -> document.get("_id"))
                .toList();
    }

    /** How many there are. */
    public long count(TenantContext context, MongoSpace space, Instant now) {
        return documents(context, space).count(filter(space, now));
    }

    /** How many documents the space has, expired or not. */
    public long all(TenantContext context, MongoSpace space) {
        return documents(context, space).count(new Document());
    }

    // No index is over the dates: the server may be at it for minutes.
    private TenantCollection documents(TenantContext context, MongoSpace space) {
        return store.collection(context, space.collection()).patient();
    }
}

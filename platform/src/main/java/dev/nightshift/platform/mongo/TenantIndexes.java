package dev.nightshift.platform.mongo;

import com.mongodb.client.MongoCollection;

import dev.nightshift.platform.mongo.index.IndexPlan;

import org.bson.Document;

import java.util.ArrayList;

/**
 * The indexes of one collection of companies' documents, all companies together: for steps that
 * change how documents are found, not what is in them. Thread-safe.
 */
public final class TenantIndexes {
    private final MongoCollection<Document> collection;
    private final CollectionIndexes indexes;
    private final Retry retry;

    TenantIndexes(MongoCollection<Document> collection, CollectionIndexes indexes, Retry retry) {
        this.collection = collection;
        this.indexes = indexes;
        this.retry = retry;
    }

    /** Whether the collection has the index: one of other terms under its name is not it. */
    public boolean has(IndexPlan plan) {
        return retry
                .read("list indexes", () -> collection.listIndexes().into(new ArrayList<>()))
                .stream()
                .anyMatch(index -> plan.isBuiltAs(index));
    }

    /**
     * Builds the index where it is missing; safe to repeat.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException MONGODB_UNSUITABLE where another
     *     index or the documents stand against it
     */
    public void build(IndexPlan plan) {
        indexes.build(collection, plan);
    }
}

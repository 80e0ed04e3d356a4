package dev.nightshift.benchmarks.peers;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;

/** A peer's collection, empty and with the indexes that a company's leads are found by. */
final class LeadCollection {
    private LeadCollection() {}

    /**
     * Makes the collection anew.
     *
     * @param keys fields that no two documents of a company may share
     */
    static <T> MongoCollection<T> fresh(
            MongoDatabase database, String name, Class<T> type, String... keys) {
        database.getCollection(name).drop();
        MongoCollection<T> collection = database.getCollection(name, type);
        collection.createIndex(
                Indexes.compoundIndex(
                        Indexes.ascending("companyId"), Indexes.descending("updatedAt")));
        for (String key : keys) {
            collection.createIndex(
                    Indexes.ascending("companyId", key),
                    new IndexOptions().unique(true).partialFilterExpression(Filters.exists(key)));
        }
        return collection;
    }
}

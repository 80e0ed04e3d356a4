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
     * @param unique as Nightshift's own are; a peer that keeps no keys apart fails on them
     */
    static <T> MongoCollection<T> fresh(
            MongoDatabase database, String name, Class<T> type, boolean unique) {
        database.getCollection(name).drop();
        MongoCollection<T> collection = database.getCollection(name, type);
        collection.createIndex(
                Indexes.compoundIndex(
                        Indexes.ascending("companyId"), Indexes.descending("updatedAt")));
        for (String key : new String[] {"phone", "email"}) {
            IndexOptions options = new IndexOptions();
            if (unique) {
                options.unique(true).partialFilterExpression(Filters.exists(key));
            }
            collection.createIndex(Indexes.ascending("companyId", key), options);
        }
        return collection;
    }
}

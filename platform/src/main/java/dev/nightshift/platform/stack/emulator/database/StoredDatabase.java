package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;

import dev.nightshift.platform.stack.emulator.query.CountedMatch;

import io.netty.channel.Channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One database: a stored map per collection and per unique index. */
public final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Position> {
    /** What the name of a map of documents begins with; database and collection follow. */
    public static final String DOCUMENTS = "documents:";

    private static final String INDEX = "index:";
    private static final String INDEXES_COLLECTION = "system.indexes";
    private static final int INDEX_KEY_SPECS_CONFLICT = 86;

    private final StoredMaps store;

    /** Partial filters of indexes that are being created and are in no collection yet. */
    private final Map<String, Document> newFilters = new ConcurrentHashMap<>();

    /** Opens what the maps hold of it. */
    public StoredDatabase(String name, StoredMaps store, CursorRegistry cursors) {
        super(name, cursors);
        this.store = store;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel,
            String command,
            Document query,
            DatabaseResolver databases,
            Oplog oplog) {
        if (command.equalsIgnoreCase("aggregate")) {
            Optional<Document> counted = CountedMatch.of(query);
            if (counted.isPresent()) {
                return count(String.valueOf(query.get(command)), counted.get());
            }
        }
        return super.handleCommand(channel, command, query, databases, oplog);
    }

    private Document count(String collectionName, Document query) {
        MongoCollection<Position> collection = resolveCollection(collectionName, false);
        int count = collection == null ? 0 : collection.count(query, 0, 0);
        List<Document> batch =
                count == 0 ? List.of() : List.of(new Document("_id", 1).append("n", count));
        return new Document(
                        "cursor",
                        new Document("id", 0L)
                                .append("ns", getFullCollectionNamespace(collectionName))
                                .append("firstBatch", batch))
                .append("ok", 1.0);
    }

    @Override
    protected MongoCollection<Position> openOrCreateCollection(
            String collectionName, CollectionOptions options) {
        return new StoredCollection(
                this,
                collectionName,
                options,
                cursorRegistry,
                store.map(documentsOf(collectionName)),
                store::bytes,
                store);
    }

    /** As in MongoDB, and unlike the library, a name stands for one index's terms. */
    @Override
    protected synchronized void addIndex(Document description) {
        requireSameTerms(description);
        String name = indexOf(description.get("ns") + "", description.get("name") + "");
        if (description.get("partialFilterExpression") instanceof Document filter) {
            newFilters.put(name, filter);
        }
        try {
            super.addIndex(description);
        } finally {
            newFilters.remove(name);
        }
    }

    @Override
    protected Index<Position> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        String namespace = getFullCollectionNamespace(collectionName);
        return new UniqueIndex(
                indexName,
                keys,
                sparse,
                partialFilter(namespace, indexName),
                store.map(indexOf(namespace, indexName)));
    }

    @Override
    protected Index<Position> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        // Of what ends in _id no two are the same.
        return keys.getLast().getKey().equals("_id")
                ? openOrCreateUniqueIndex(collectionName, indexName, keys, sparse)
                : new InertIndex(indexName, keys);
    }

    private void requireSameTerms(Document description) {
        described(description.get("ns") + "", description.get("name") + "")
                .filter(built -> !terms(built).equals(terms(description)))
                .ifPresent(
                        built -> {
                            throw new MongoServerError(
                                    INDEX_KEY_SPECS_CONFLICT,
                                    "IndexKeySpecsConflict",
                                    "an index of that name has other terms");
                        });
    }

    private static Document terms(Document description) {
        return new Document("key", description.get("key"))
                .append("unique", Boolean.TRUE.equals(description.get("unique")))
                .append("partialFilterExpression", description.get("partialFilterExpression"));
    }

    private Optional<Document> partialFilter(String namespace, String indexName) {
        Document created = newFilters.get(indexOf(namespace, indexName));
        return created != null
                ? Optional.of(created)
                : described(namespace, indexName)
                        .map(description -> description.get("partialFilterExpression"))
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast);
    }

    private Optional<Document> described(String namespace, String indexName) {
        MongoCollection<Position> indexes = resolveCollection(INDEXES_COLLECTION, false);
        return indexes == null
                ? Optional.empty()
                : indexes.handleQueryAsStream(
                                new Document("ns", namespace).append("name", indexName))
                        .findFirst();
    }

    @Override
    protected void dropIndex(MongoCollection<Position> collection, String indexName) {
        super.dropIndex(collection, indexName);
        store.removeMap(indexOf(collection.getFullName(), indexName));
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        store.removeMap(documentsOf(collectionName));
    }

    @Override
    public void moveCollection(
            MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        throw new MongoServerException("the embedded server renames no collections");
    }

    @Override
    protected long getFileSize() {
        return store.size();
    }

    @Override
    protected long getStorageSize() {
        return store.size();
    }

    private String documentsOf(String collectionName) {
        return DOCUMENTS + getFullCollectionNamespace(collectionName);
    }

    private static String indexOf(String namespace, String indexName) {
        return INDEX + namespace + ":" + indexName;
    }
}

package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;

import dev.nightshift.platform.stack.emulator.query.Conjunction;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A collection over a stored map of BSON. Unlike the library's, it reads results as the client asks
 * for them, so that a million documents pass through a small heap.
 */
final class StoredCollection extends AbstractSynchronizedMongoCollection<Position> {
    private static final Document ID_ONLY = new Document("_id", 1);

    private final MVMap<byte[], byte[]> documents;
    private final Function<Document, byte[]> bytes;
    private final DocumentChanges changes;

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<byte[], byte[]> documents,
            Function<Document, byte[]> bytes,
            DocumentChanges changes) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.bytes = bytes;
        this.changes = changes;
    }

    @Override
    protected Position addDocumentInternal(Document document) {
        byte[] key = key(document);
        byte[] stored = bytes.apply(document);
        if (documents.putIfAbsent(key, stored) != null) {
            throw new IllegalStateException("a document of this key exists in " + getFullName());
        }
        changes.changed(getFullName(), null, stored);
        return new Position(key);
    }

    private byte[] key(Document document) {
        String idField = getIdField();
        if (idField != null) {
            return KeyBytes.of(Utils.getSubdocumentValue(document, idField));
        }
        byte[] last = documents.lastKey();
        long next = last == null ? 0 : ByteBuffer.wrap(last).getLong() + 1;
        return ByteBuffer.allocate(Long.BYTES).putLong(next).array();
    }

    @Override
    protected @Nullable Document getDocument(Position position) {
        byte[] bytes = documents.get(position.key());
        return bytes == null ? null : DocumentBytes.decode(bytes);
    }

    @Override
    protected void handleUpdate(Position position, Document oldDocument, Document newDocument) {
        byte[] stored = DocumentBytes.of(newDocument);
        changes.changed(getFullName(), documents.put(position.key(), stored), stored);
    }

    @Override
    protected void removeDocument(Position position) {
        byte[] removed = documents.remove(position.key());
        if (removed == null) {
            throw new NoSuchElementException("no document at this position of " + getFullName());
        }
        changes.changed(getFullName(), removed, null);
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    protected Stream<DocumentWithPosition<Position>> streamAllDocumentsWithPosition() {
        return stream(new StoredDocuments(documents));
    }

    /** By ascending {@code _id}: what a query can match at most, as far as keys tell. */
    private Stream<DocumentWithPosition<Position>> candidates(Document query) {
        for (Index<Position> index : getIndexes()) {
            if (index instanceof UniqueIndex stored) {
                Optional<Iterator<Position>> walk = stored.walk(query);
                if (walk.isPresent()) {
                    return stream(walk.get())
                            .flatMap(
                                    position -> {
                                        Document found = getDocument(position);
                                        return found == null
                                                ? Stream.empty()
                                                : Stream.of(
                                                        new DocumentWithPosition<>(
                                                                found, position));
                                    });
                }
            }
        }
        return "_id".equals(getIdField())
                ? stream(new StoredDocuments(documents, KeyRange.of(query.get("_id")).orElse(null)))
                : streamAllDocumentsWithPosition();
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, 0), false);
    }

    // What an index has looked up is not compared again: a long $in would be compared with every
    // document that it has found.
    @Override
    protected QueryResult queryDocuments(
            Document asked,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        Document query = Conjunction.flat(asked);
        for (Index<Position> index : getIndexes()) {
            if (index.canHandle(query)) {
                Document rest = query.clone();
                index.getKeys().forEach(key -> rest.remove(key.getKey()));
                return matchDocuments(
                        rest,
                        index.getPositions(query),
                        orderBy,
                        numberToSkip,
                        limit,
                        batchSize,
                        fieldSelector);
            }
        }
        return matchDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        Iterable<Document> matches =
                () -> project(matches(query, orderBy, numberToSkip, limit), fieldSelector);
        if (batchSize <= 0) {
            return new QueryResult(matches);
        }
        BatchCursor cursor = new BatchCursor(cursorRegistry.generateCursorId(), matches.iterator());
        List<Document> firstBatch = cursor.takeDocuments(batchSize);
        if (cursor.isEmpty()) {
            return new QueryResult(firstBatch);
        }
        cursorRegistry.add(cursor);
        return new QueryResult(firstBatch, cursor);
    }

    private Stream<Document> matches(
            Document query, @Nullable Document orderBy, int numberToSkip, int limit) {
        Stream<DocumentWithPosition<Position>> matching = matching(query);
        Stream<Document> ordered =
                KeyRange.isOrderOfKeys(orderBy)
                        ? matching.map(DocumentWithPosition::getDocument)
                        : new SortedMatches(
                                        Objects.requireNonNull(orderBy),
                                        limit > 0 ? numberToSkip + limit : 0)
                                .sort(matching)
                                .map(this::getDocument)
                                .filter(Objects::nonNull);
        Stream<Document> rest = ordered.skip(numberToSkip);
        return limit > 0 ? rest.limit(limit) : rest;
    }

    // The library compares texts by their UTF-16 and kinds of binaries not at all.
    private Stream<DocumentWithPosition<Position>> matching(Document query) {
        Optional<KeyRange> range =
                "_id".equals(getIdField()) ? KeyRange.of(query.get("_id")) : Optional.empty();
        Document others = range.map(some -> some.others(query)).orElse(query);
        return candidates(query)
                .filter(found -> range.isEmpty() || range.get().contains(found.getPosition().key()))
                .filter(found -> documentMatchesQuery(found.getDocument(), others));
    }

    // The library's projection cannot be called by itself, only with a query around it.
    private Iterator<Document> project(Stream<Document> found, @Nullable Document fieldSelector) {
        if (fieldSelector == null || fieldSelector.isEmpty()) {
            return found.iterator();
        }
        if (fieldSelector.equals(ID_ONLY)) {
            return found.map(document -> new Document("_id", document.get("_id"))).iterator();
        }
        return found.flatMap(
                        document ->
                                matchDocumentsFromStream(
                                        Stream.of(document),
                                        new Document(),
                                        null,
                                        0,
                                        0,
                                        0,
                                        fieldSelector)
                                        .collectDocuments()
                                        .stream())
                .iterator();
    }

    @Override
    protected Cursor createCursor(List<Document> remainingDocuments) {
        BatchCursor cursor =
                new BatchCursor(cursorRegistry.generateCursorId(), remainingDocuments.iterator());
        cursorRegistry.add(cursor);
        return cursor;
    }

    @Override
    public synchronized void addIndex(Index<Position> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String indexName) {
        super.dropIndex(indexName);
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("the size of the data is not tracked");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}

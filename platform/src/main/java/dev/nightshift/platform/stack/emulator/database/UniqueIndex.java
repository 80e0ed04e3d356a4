package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;

import dev.nightshift.platform.stack.emulator.query.IndexedQuery;

import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * A unique index over a stored map; one that ends in {@code _id} is unique by itself. Beyond the
 * library's own it honours {@code partialFilterExpression}, serves {@code $in} on compound keys,
 * and serves queries that name more fields than its own, as MongoDB does.
 */
final class UniqueIndex extends AbstractUniqueIndex<Position> {
    private final MVMap<byte[], byte[]> positions;
    private final Optional<Document> partialFilter;
    private final QueryMatcher matcher = new DefaultQueryMatcher();

    /** Fields of the document itself that must be there; empty when the filter asks for more. */
    private final Optional<List<String>> present;

    private final PlainKey plainKey;
    private final IndexedQuery indexedQuery;
    private final boolean isWalk;

    UniqueIndex(
            String name,
            List<IndexKey> keys,
            boolean sparse,
            Optional<Document> partialFilter,
            MVMap<byte[], byte[]> positions) {
        // A partial index is sparse to the library: a document may be missing from it.
        super(name, keys, sparse || partialFilter.isPresent());
        this.positions = positions;
        this.partialFilter = partialFilter;
        this.present = partialFilter.flatMap(UniqueIndex::presentFields);
        this.plainKey = new PlainKey(keys.stream().map(IndexKey::getKey).toList());
        this.isWalk = keys.size() == 2 && keys.getLast().getKey().equals("_id");
        this.indexedQuery =
                new IndexedQuery(keys.stream().map(IndexKey::getKey).toList(), partialFilter);
    }

    /** The fields of a filter that asks for the presence of fields and for nothing else. */
    private static Optional<List<String>> presentFields(Document filter) {
        Document presence = new Document("$exists", true);
        boolean only =
                filter.entrySet().stream()
                        .allMatch(
                                field ->
                                        field.getKey().indexOf('.') < 0
                                                && presence.equals(field.getValue()));
        return only ? Optional.of(List.copyOf(filter.keySet())) : Optional.empty();
    }

    private boolean leavesOut(Document document) {
        if (present.isPresent()) {
            return !document.keySet().containsAll(present.get());
        }
        return partialFilter.isPresent() && !matcher.matches(document, partialFilter.get());
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Position> collection) {
        if (leavesOut(document)) {
            return;
        }
        KeyValue key = plainKey.of(document);
        if (key == null) {
            super.checkAdd(document, collection);
        } else if (positions.containsKey(KeyBytes.of(key))) {
            throw new DuplicateKeyError(this, collection, getKeys(), key);
        }
    }

    @Override
    public synchronized void add(
            Document document, Position position, MongoCollection<Position> collection) {
        if (leavesOut(document)) {
            return;
        }
        KeyValue key = plainKey.of(document);
        if (key == null) {
            super.add(document, position, collection);
        } else if (!putKeyPosition(key, position)) {
            throw new DuplicateKeyError(this, collection, getKeys(), key);
        }
    }

    @Override
    public synchronized @Nullable Position remove(Document document) {
        return leavesOut(document) ? null : super.remove(document);
    }

    @Override
    public @Nullable Position getPosition(Document document) {
        return leavesOut(document) ? null : super.getPosition(document);
    }

    @Override
    public synchronized void checkUpdate(
            Document oldDocument, Document newDocument, MongoCollection<Position> collection) {
        if (leavesOut(newDocument)) {
            return;
        }
        if (leavesOut(oldDocument)) {
            super.checkAdd(newDocument, collection);
        } else {
            super.checkUpdate(oldDocument, newDocument, collection);
        }
    }

    @Override
    public void updateInPlace(
            Document oldDocument,
            Document newDocument,
            Position position,
            MongoCollection<Position> collection) {
        if (leavesOut(oldDocument) == leavesOut(newDocument)) {
            if (!leavesOut(newDocument)) {
                super.updateInPlace(oldDocument, newDocument, position, collection);
            }
        } else {
            remove(oldDocument);
            add(newDocument, position, collection);
        }
    }

    /**
     * The documents of one value of the first field by ascending {@code _id}, from where the query
     * begins; empty unless this is an index of those two fields and the query names the value.
     */
    Optional<Iterator<Position>> walk(Document query) {
        if (!isWalk || partialFilter.isPresent()) {
            return Optional.empty();
        }
        return IndexedQuery.single(query.get(getKeys().getFirst().getKey()))
                .map(KeyBytes::of)
                .map(prefix -> new WalkedKeys(positions, prefix, KeyRange.of(query.get("_id"))));
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return indexedQuery.matches(query);
    }

    @Override
    public synchronized Iterable<Position> getPositions(Document query) {
        return indexedQuery
                .keys(query)
                .map(this::getPosition)
                .filter(position -> position != null)
                .toList();
    }

    @Override
    protected @Nullable Position getPosition(KeyValue key) {
        byte[] position = positions.get(KeyBytes.of(key));
        return position == null ? null : new Position(position);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Position position) {
        return positions.putIfAbsent(KeyBytes.of(key), position.key()) == null;
    }

    @Override
    protected @Nullable Position removeDocument(KeyValue key) {
        byte[] position = positions.remove(KeyBytes.of(key));
        return position == null ? null : new Position(position);
    }

    @Override
    protected Iterable<Entry<KeyValue, Position>> getIterable() {
        throw new UnsupportedOperationException("this index answers no regular expressions");
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}

package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.backend.DocumentWithPosition;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;

/**
 * All documents in the order of their keys, or those from one key on. Reads ahead a little and
 * looks its place up again, so that it holds no old version of the map, however slowly its client
 * reads.
 */
final class StoredDocuments implements Iterator<DocumentWithPosition<Position>> {
    private static final int READ_AHEAD = 64;

    private final MVMap<byte[], byte[]> documents;
    private final Queue<Map.Entry<byte[], byte[]>> ahead = new ArrayDeque<>();
    private final @Nullable KeyRange range;
    private byte @Nullable [] last;

    StoredDocuments(MVMap<byte[], byte[]> documents) {
        this(documents, null);
    }

    /**
     * @param range of keys that are read; all are when it is null
     */
    StoredDocuments(MVMap<byte[], byte[]> documents, @Nullable KeyRange range) {
        this.documents = documents;
        this.range = range;
    }

    @Override
    public boolean hasNext() {
        if (ahead.isEmpty()) {
            readAhead();
        }
        return !ahead.isEmpty();
    }

    @Override
    public DocumentWithPosition<Position> next() {
        if (!hasNext()) {
            throw new java.util.NoSuchElementException();
        }
        Map.Entry<byte[], byte[]> entry = ahead.remove();
        return new DocumentWithPosition<>(
                DocumentBytes.decode(entry.getValue()), new Position(entry.getKey()));
    }

    private void readAhead() {
        byte[] from = last == null ? start() : documents.higherKey(last);
        if (from == null) {
            return;
        }
        Cursor<byte[], byte[]> cursor = documents.cursor(from);
        while (ahead.size() < READ_AHEAD && cursor.hasNext()) {
            byte[] key = cursor.next();
            if (range != null && range.endsBefore(key[0])) {
                return;
            }
            ahead.add(Map.entry(key, cursor.getValue()));
            last = key;
        }
    }

    private byte @Nullable [] start() {
        return range == null ? documents.firstKey() : documents.ceilingKey(range.from());
    }
}

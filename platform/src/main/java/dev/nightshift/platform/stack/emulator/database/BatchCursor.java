package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The rest of a result, read as the client asks for it. Thread-safe. */
final class BatchCursor extends AbstractCursor {
    /** What a client gets that names no batch size; bounded so that an answer fits a message. */
    private static final int DEFAULT_BATCH = 1_000;

    private final Iterator<Document> rest;

    BatchCursor(long id, Iterator<Document> rest) {
        super(id);
        this.rest = rest;
    }

    @Override
    public synchronized boolean isEmpty() {
        return !rest.hasNext();
    }

    @Override
    public synchronized List<Document> takeDocuments(int numberToReturn) {
        int wanted = numberToReturn > 0 ? numberToReturn : DEFAULT_BATCH;
        List<Document> batch = new ArrayList<>();
        while (batch.size() < wanted && rest.hasNext()) {
            batch.add(rest.next());
        }
        return batch;
    }
}

package dev.nightshift.platform.mongo.operation;

import org.bson.Document;

import java.util.Iterator;

/**
 * Documents read a batch at a time; close it to free the server's cursor. Not thread-safe, not
 * restartable. Throws NightshiftException MONGODB_UNAVAILABLE where the server goes away in
 * between.
 */
public interface DocumentStream extends Iterator<Document>, AutoCloseable {
    @Override
    void close();
}

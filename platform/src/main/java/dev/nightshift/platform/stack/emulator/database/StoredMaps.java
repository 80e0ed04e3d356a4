package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.bson.Document;

import org.h2.mvstore.MVMap;

/** What databases are kept in: maps of bytes, by name. */
public interface StoredMaps extends DocumentChanges {
    /** The map of this name; made when there is none. */
    MVMap<byte[], byte[]> map(String name);

    /** Removes a map and what it holds. */
    void removeMap(String name);

    /** The bytes to store a document by. */
    byte[] bytes(Document document);

    /** Bytes on disk; 0 in memory. */
    long size();
}

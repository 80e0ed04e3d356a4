package dev.nightshift.drills.replicaset;

import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What one command changed, as the members pass it on: documents as they are afterwards, or a
 * command about collections and indexes. Applied as a whole or not at all.
 *
 * @param index its place in the log, from 1
 * @param term the election in which its primary won
 * @param optime its time as MongoDB counts it
 * @param at when the primary carried it out
 * @param nanos the same, on a clock that only goes forward
 * @param changes of documents, in order
 * @param command to be repeated instead; null for changes
 * @param write the retryable write that it was; null for others
 */
record LogEntry(
        long index,
        long term,
        BsonTimestamp optime,
        Instant at,
        long nanos,
        List<DocumentChange> changes,
        @Nullable Command command,
        @Nullable RetryableWrite write) {
    /** A document that was stored, or removed when it has no content. */
    record DocumentChange(String namespace, BsonDocument id, @Nullable BsonDocument content) {}

    /** A command about collections and indexes. */
    record Command(String database, BsonDocument body) {}

    /** A write that a client may send again under the same number. */
    record RetryableWrite(String session, long number, BsonDocument answer, long index) {}

    boolean isSameAs(LogEntry other) {
        return index == other.index && term == other.term;
    }
}

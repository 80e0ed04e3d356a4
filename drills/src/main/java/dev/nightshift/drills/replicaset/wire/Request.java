package dev.nightshift.drills.replicaset.wire;

import org.bson.BsonDocument;

/**
 * A command that a client sent.
 *
 * @param id of the message
 * @param legacy whether it came as OP_QUERY, as the first one of a connection does
 * @param answered whether the client waits for an answer
 * @param database it is for
 * @param body its first field is its name
 */
public record Request(
        int id, boolean legacy, boolean answered, String database, BsonDocument body) {
    /** The command's name as it was sent. */
    public String name() {
        return body.getFirstKey();
    }
}

package dev.nightshift.drills.replicaset;

import org.bson.BsonDocument;
import org.bson.BsonValue;

import java.util.concurrent.TimeUnit;

/**
 * How many members a write waits for.
 *
 * @param members that must have it
 * @param limitNanos how long is waited; 0 for ever
 */
record WriteConcern(int members, long limitNanos) {
    /** A 4.4 without a default of its own waits for itself. */
    static WriteConcern of(BsonDocument command, int majority) {
        if (!command.isDocument("writeConcern")) {
            return new WriteConcern(1, 0);
        }
        BsonDocument asked = command.getDocument("writeConcern");
        BsonValue w = asked.get("w");
        int members = 1;
        if (w != null && w.isNumber()) {
            members = w.asNumber().intValue();
        } else if (w != null) {
            members = majority;
        }
        long limit =
                asked.isNumber("wtimeout")
                        ? TimeUnit.MILLISECONDS.toNanos(asked.getNumber("wtimeout").longValue())
                        : 0;
        return new WriteConcern(members, limit);
    }
}

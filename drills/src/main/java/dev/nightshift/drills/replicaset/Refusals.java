package dev.nightshift.drills.replicaset;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;

import java.util.List;

/**
 * Answers that say no, with the codes of MongoDB's {@code error_codes.yml} and the labels of its
 * retryable writes.
 */
final class Refusals {
    private Refusals() {}

    static BsonDocument error(int code, String name, String message) {
        return new BsonDocument("ok", new BsonDouble(0))
                .append("errmsg", new BsonString(message))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(name));
    }

    static BsonDocument notPrimary(Member member, boolean retryable) {
        BsonDocument answer = error(10107, "NotWritablePrimary", "not primary");
        answer.append("topologyVersion", topologyVersion(member));
        return retryable ? retryable(answer) : answer;
    }

    static BsonDocument notPrimaryNoSecondaryOk(Member member) {
        return error(13435, "NotPrimaryNoSecondaryOk", "not primary and secondaryOk=false")
                .append("topologyVersion", topologyVersion(member));
    }

    static BsonDocument recovering(Member member) {
        return error(13436, "NotPrimaryOrSecondary", "node is recovering")
                .append("topologyVersion", topologyVersion(member));
    }

    static BsonDocument cursorNotFound(long cursor) {
        return error(43, "CursorNotFound", "cursor id %d not found".formatted(cursor));
    }

    static BsonDocument numberTooOld() {
        return error(225, "TransactionTooOld", "a newer retryable write was begun in this session");
    }

    static BsonDocument notCaughtUp() {
        return error(262, "ExceededTimeLimit", "No electable secondaries caught up");
    }

    /**
     * The write is done here, but the write concern is not met, and the member is primary no more.
     */
    static BsonDocument interrupted(BsonDocument answer, boolean retryable) {
        BsonDocument told =
                answer.clone()
                        .append(
                                "writeConcernError",
                                new BsonDocument("code", new BsonInt32(11602))
                                        .append(
                                                "codeName",
                                                new BsonString("InterruptedDueToReplStateChange"))
                                        .append(
                                                "errmsg",
                                                new BsonString(
                                                        "operation was interrupted by a change of"
                                                                + " state")));
        return retryable ? retryable(told) : told;
    }

    /** The write is done here, but too few members had it in time. */
    static BsonDocument tooLate(BsonDocument answer) {
        return answer.clone()
                .append(
                        "writeConcernError",
                        new BsonDocument("code", new BsonInt32(64))
                                .append("codeName", new BsonString("WriteConcernFailed"))
                                .append(
                                        "errmsg",
                                        new BsonString("waiting for replication timed out"))
                                .append(
                                        "errInfo",
                                        new BsonDocument("wtimeout", org.bson.BsonBoolean.TRUE)));
    }

    private static BsonDocument retryable(BsonDocument answer) {
        return answer.append(
                "errorLabels", new BsonArray(List.of(new BsonString("RetryableWriteError"))));
    }

    static BsonDocument topologyVersion(Member member) {
        return new BsonDocument("processId", new BsonObjectId(member.process))
                .append("counter", new BsonInt64(member.topologyCounter));
    }
}

package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.wire.Request;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.types.ObjectId;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What a member says of itself, as https://www.mongodb.com/docs/manual/reference/command/hello/ has
 * it; with {@code maxAwaitTimeMS} it waits until there is something new to say.
 */
final class Hello {
    /** Of 4.4. */
    private static final int WIRE_VERSION = 9;

    private final SimulatedReplicaSet set;

    Hello(SimulatedReplicaSet set) {
        this.set = set;
    }

    BsonDocument answer(Member member, Request request) throws IOException, InterruptedException {
        set.lock.lockInterruptibly();
        try {
            awaitNews(member, request.body());
            if (!member.isRunning()) {
                throw new IOException("the process ended");
            }
            boolean hello = request.name().equals("hello");
            return describe(member, hello ? "isWritablePrimary" : "ismaster");
        } finally {
            set.lock.unlock();
        }
    }

    private void awaitNews(Member member, BsonDocument asked) throws InterruptedException {
        if (!asked.isDocument("topologyVersion") || !asked.isNumber("maxAwaitTimeMS")) {
            return;
        }
        BsonDocument known = asked.getDocument("topologyVersion");
        long left = TimeUnit.MILLISECONDS.toNanos(asked.getNumber("maxAwaitTimeMS").longValue());
        while (left > 0
                && !set.isClosed()
                && member.isRunning()
                && known.equals(Refusals.topologyVersion(member))) {
            left = set.changed.awaitNanos(left);
        }
    }

    private BsonDocument describe(Member member, String writable) {
        BsonArray hosts = new BsonArray();
        set.members.forEach(each -> hosts.add(new BsonString(each.host)));
        BsonDocument answer =
                new BsonDocument("helloOk", BsonBoolean.TRUE)
                        .append("topologyVersion", Refusals.topologyVersion(member))
                        .append("hosts", hosts)
                        .append("setName", new BsonString(SimulatedReplicaSet.NAME))
                        .append("setVersion", new BsonInt32(1))
                        .append(writable, BsonBoolean.valueOf(member.isPrimary()))
                        .append(
                                "secondary",
                                BsonBoolean.valueOf(member.state == MemberState.SECONDARY));
        if (member.knownPrimary >= 0) {
            answer.append("primary", new BsonString(set.members.get(member.knownPrimary).host));
        }
        answer.append("me", new BsonString(member.host));
        if (member.isPrimary()) {
            answer.append("electionId", new BsonObjectId(electionId(set.term())));
        }
        return answer.append("lastWrite", lastWrite(member))
                .append("maxBsonObjectSize", new BsonInt32(16 * 1024 * 1024))
                .append("maxMessageSizeBytes", new BsonInt32(48_000_000))
                .append("maxWriteBatchSize", new BsonInt32(100_000))
                .append("localTime", new BsonDateTime(set.clock.millis()))
                .append("logicalSessionTimeoutMinutes", new BsonInt32(30))
                .append("minWireVersion", new BsonInt32(0))
                .append("maxWireVersion", new BsonInt32(WIRE_VERSION))
                .append("readOnly", BsonBoolean.FALSE)
                .append("ok", new BsonDouble(1));
    }

    // As a mongod makes it: seven, fs, and the term, so that a later one is always greater.
    private static ObjectId electionId(long term) {
        return new ObjectId("7fffffff%016x".formatted(term));
    }

    private static BsonDocument lastWrite(Member member) {
        return member.data
                .log()
                .last()
                .map(
                        entry ->
                                new BsonDocument("opTime", optime(entry.optime(), entry.term()))
                                        .append(
                                                "lastWriteDate",
                                                new BsonDateTime(
                                                        entry.at().getEpochSecond() * 1000)))
                .orElseGet(
                        () ->
                                new BsonDocument("opTime", optime(new BsonTimestamp(1, 1), 0))
                                        .append("lastWriteDate", new BsonDateTime(1000)));
    }

    static BsonDocument optime(BsonTimestamp time, long term) {
        return new BsonDocument("ts", time).append("t", new BsonInt64(term));
    }
}

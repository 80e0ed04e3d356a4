package dev.nightshift.drills.replicaset;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

import java.util.Optional;

/**
 * What a member says of its set, as
 * https://www.mongodb.com/docs/manual/reference/command/replSetGetStatus/ has it.
 */
final class SetStatus {
    private final SimulatedReplicaSet set;

    SetStatus(SimulatedReplicaSet set) {
        this.set = set;
    }

    BsonDocument of(Member asked) {
        BsonArray members = new BsonArray();
        set.members.forEach(member -> members.add(member(member, asked)));
        return new BsonDocument("set", new BsonString(SimulatedReplicaSet.NAME))
                .append("date", new BsonDateTime(set.clock.millis()))
                .append("myState", new BsonInt32(asked.state.number()))
                .append("term", new BsonInt64(set.term()))
                .append("heartbeatIntervalMillis", new BsonInt64(set.times.heartbeat().toMillis()))
                .append("majorityVoteCount", new BsonInt32(set.majority()))
                .append("members", members)
                .append("ok", new BsonDouble(1));
    }

    private static BsonDocument member(Member member, Member asked) {
        Optional<LogEntry> last =
                member.isRunning() ? member.data.log().last() : Optional.<LogEntry>empty();
        BsonDocument told =
                new BsonDocument("_id", new BsonInt32(member.id))
                        .append("name", new BsonString(member.host))
                        .append("health", new BsonDouble(member.isRunning() ? 1 : 0))
                        .append("state", new BsonInt32(member.state.number()))
                        .append("stateStr", new BsonString(member.state.text()))
                        .append(
                                "optimeDate",
                                new BsonDateTime(
                                        last.map(e -> e.at().getEpochSecond() * 1000).orElse(0L)))
                        .append("configVersion", new BsonInt32(1));
        last.ifPresent(entry -> told.append("optime", Hello.optime(entry.optime(), entry.term())));
        return member == asked ? told.append("self", BsonBoolean.TRUE) : told;
    }

    BsonDocument configuration() {
        BsonArray members = new BsonArray();
        for (Member member : set.members) {
            members.add(
                    new BsonDocument("_id", new BsonInt32(member.id))
                            .append("host", new BsonString(member.host))
                            .append("arbiterOnly", BsonBoolean.FALSE)
                            .append("hidden", BsonBoolean.FALSE)
                            .append("priority", new BsonDouble(1))
                            .append("votes", new BsonInt32(1)));
        }
        BsonDocument config =
                new BsonDocument("_id", new BsonString(SimulatedReplicaSet.NAME))
                        .append("version", new BsonInt32(1))
                        .append("term", new BsonInt64(set.term()))
                        .append("members", members)
                        .append(
                                "settings",
                                new BsonDocument(
                                                "electionTimeoutMillis",
                                                new BsonInt64(
                                                        set.times.electionTimeout().toMillis()))
                                        .append(
                                                "heartbeatIntervalMillis",
                                                new BsonInt64(set.times.heartbeat().toMillis())));
        return new BsonDocument("config", config).append("ok", new BsonDouble(1));
    }
}

package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.wire.Request;
import dev.nightshift.drills.replicaset.wire.WireServer;

import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a member answers to each command. Thread-safe. */
final class MemberCommands {
    /** What a driver adds to a command; the store under it knows none of it. */
    private static final List<String> OF_THE_PROTOCOL =
            List.of(
                    "$db",
                    "lsid",
                    "txnNumber",
                    "$clusterTime",
                    "$readPreference",
                    "readConcern",
                    "writeConcern");

    private static final Set<String> READS =
            Set.of("find", "aggregate", "count", "distinct", "listcollections", "listindexes");

    private final SimulatedReplicaSet set;
    private final Hello hello;
    private final SetStatus status;
    private final StepDowns stepDowns;
    private final Writes writes;

    MemberCommands(SimulatedReplicaSet set, Elections elections) {
        this.set = set;
        this.hello = new Hello(set);
        this.status = new SetStatus(set);
        this.stepDowns = new StepDowns(set, elections);
        this.writes = new Writes(set);
    }

    BsonDocument answer(Member member, Request request) throws IOException, InterruptedException {
        BsonDocument answer = carryOut(member, request);
        return request.legacy() ? answer : withClusterTime(answer);
    }

    private BsonDocument carryOut(Member member, Request request)
            throws IOException, InterruptedException {
        String name = request.name().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "hello", "ismaster" -> hello.answer(member, request);
            case "ping", "endsessions", "killsessions", "logout" -> ok();
            case "buildinfo" -> buildInfo();
            case "serverstatus" -> set.locked(() -> serverStatus(member));
            case "replsetgetstatus" -> set.locked(() -> status.of(member));
            case "replsetgetconfig" -> set.locked(status::configuration);
            case "replsetstepdown" -> stepDowns.stepDown(member, request.body());
            case "replsetfreeze" -> stepDowns.freeze(member, request.body());
            default ->
                    Writes.is(request)
                            ? writes.answer(member, request, plain(request.body()))
                            : read(member, request, name);
        };
    }

    private BsonDocument read(Member member, Request request, String name) throws IOException {
        MemberState state = set.locked(() -> member.state);
        switch (state) {
            case DOWN -> throw new IOException("the process ended");
            case ROLLBACK, STARTUP2 -> {
                return Refusals.recovering(member);
            }
            case SECONDARY -> {
                if (READS.contains(name) && !allowsSecondary(request.body())) {
                    return set.locked(() -> Refusals.notPrimaryNoSecondaryOk(member));
                }
            }
            case PRIMARY -> {}
        }
        if (name.equals("getmore")) {
            long cursor = request.body().getNumber(request.name()).longValue();
            if (!set.locked(() -> member.cursors.contains(cursor))) {
                return Refusals.cursorNotFound(cursor);
            }
        }
        BsonDocument answer = member.data.read(request.database(), plain(request.body()));
        remember(member, answer);
        return answer;
    }

    private void remember(Member member, BsonDocument answer) {
        if (answer.isDocument("cursor")) {
            BsonValue id = answer.getDocument("cursor").get("id");
            if (id != null && id.isNumber() && id.asNumber().longValue() != 0) {
                set.locked(() -> member.cursors.add(id.asNumber().longValue()));
            }
        }
    }

    private static boolean allowsSecondary(BsonDocument body) {
        return body.isDocument("$readPreference")
                && !body.getDocument("$readPreference")
                        .getString("mode", new BsonString("primary"))
                        .getValue()
                        .equals("primary");
    }

    private static BsonDocument plain(BsonDocument body) {
        BsonDocument plain = new BsonDocument();
        body.forEach(
                (field, value) -> {
                    if (!OF_THE_PROTOCOL.contains(field)) {
                        plain.append(field, value);
                    }
                });
        return plain;
    }

    private BsonDocument withClusterTime(BsonDocument answer) {
        return set.locked(
                () ->
                        answer.append("operationTime", set.newest())
                                .append(
                                        "$clusterTime",
                                        new BsonDocument("clusterTime", set.newest())
                                                .append(
                                                        "signature",
                                                        new BsonDocument(
                                                                        "hash",
                                                                        new BsonBinary(
                                                                                new byte[20]))
                                                                .append(
                                                                        "keyId",
                                                                        new BsonInt64(0)))));
    }

    private static BsonDocument ok() {
        return new BsonDocument("ok", new BsonDouble(1));
    }

    private static BsonDocument buildInfo() {
        BsonArray version = new BsonArray();
        for (String part : (SimulatedReplicaSet.VERSION + ".0").split("\\.")) {
            version.add(new BsonInt32(Integer.parseInt(part)));
        }
        return new BsonDocument("version", new BsonString(SimulatedReplicaSet.VERSION))
                .append("gitVersion", new BsonString("nightshift-simulated"))
                .append("versionArray", version)
                .append("maxBsonObjectSize", new BsonInt32(16 * 1024 * 1024))
                .append("ok", new BsonDouble(1));
    }

    private BsonDocument serverStatus(Member member) {
        WireServer server = member.server;
        return new BsonDocument("host", new BsonString(member.host))
                .append("version", new BsonString(SimulatedReplicaSet.VERSION))
                .append("process", new BsonString("mongod"))
                .append("localTime", new org.bson.BsonDateTime(set.clock.millis()))
                .append(
                        "connections",
                        new BsonDocument(
                                "current",
                                new BsonInt32(server == null ? 0 : server.connections())))
                .append("ok", new BsonDouble(1));
    }
}

package dev.nightshift.platform.mongo.server;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoDatabase;

import dev.nightshift.platform.mongo.failure.MongoFailures;

import org.bson.Document;

import java.util.Optional;

/**
 * What a server can do, as it says itself.
 *
 * @param engine {@code MongoDB}, {@code FerretDB}, {@code DocumentDB}, {@code mongo-java-server},
 *     or {@code MongoDB-compatible}
 * @param version of the engine
 * @param topology {@code standalone}, {@code replica set NAME} or {@code sharded}
 * @param sessions whether retryable writes and transactions are possible
 * @param majority whether {@code w: majority} means more than one server's word
 * @param partialIndexes whether unique partial indexes are known to hold without being tried
 */
public record MongoCapabilities(
        String engine,
        String version,
        String topology,
        boolean sessions,
        boolean majority,
        boolean partialIndexes) {
    /** A field of {@code buildInfo} by which the embedded emulator tells that it is not another. */
    public static final String EMBEDDED = "nightshift";

    /** Asks a server; the driver's exception goes to the caller. */
    public static MongoCapabilities ask(MongoDatabase admin) {
        return of(
                hello(admin),
                admin.runCommand(new Document("buildInfo", 1), ReadPreference.primaryPreferred()));
    }

    static MongoCapabilities of(Document hello, Document build) {
        String engine = engine(hello, build);
        boolean replicaSet = hello.get("setName") != null;
        boolean sharded = "isdbgrid".equals(hello.get("msg"));
        return new MongoCapabilities(
                engine,
                version(build),
                replicaSet
                        ? "replica set " + hello.get("setName")
                        : sharded ? "sharded" : "standalone",
                hello.get("logicalSessionTimeoutMinutes") != null,
                replicaSet || sharded,
                engine.equals("MongoDB") || build.containsKey(EMBEDDED));
    }

    /** One line for an operator. */
    public String summary() {
        return "%s %s, %s".formatted(engine, version, topology);
    }

    private static Document hello(MongoDatabase admin) {
        try {
            return admin.runCommand(new Document("hello", 1), ReadPreference.primaryPreferred());
        } catch (MongoException e) {
            if (MongoFailures.isTransient(e)) {
                throw e;
            }
            // Before 4.4.2, and emulators.
            return admin.runCommand(new Document("isMaster", 1), ReadPreference.primaryPreferred());
        }
    }

    private static String engine(Document hello, Document build) {
        if (build.containsKey("ferretdb") || build.containsKey("ferretdbVersion")) {
            return "FerretDB";
        }
        if (build.containsKey("gitVersion") || build.containsKey("storageEngines")) {
            return build.toString().contains("docdb") ? "DocumentDB" : "MongoDB";
        }
        // It answers neither hello nor anything about how it was built.
        return hello.containsKey("topologyVersion") || hello.containsKey("helloOk")
                ? "MongoDB-compatible"
                : "mongo-java-server";
    }

    private static String version(Document build) {
        return Optional.ofNullable(build.get("ferretdb", Document.class))
                .map(ferret -> ferret.getString("version"))
                .or(() -> Optional.ofNullable(build.getString("version")))
                .orElse("of unknown version");
    }
}

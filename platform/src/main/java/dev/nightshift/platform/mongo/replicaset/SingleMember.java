package dev.nightshift.platform.mongo.replicaset;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.Document;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The only member of a replica set on this machine, brought to be its primary: initiated when it is
 * new, moved when its port has changed since. Thread-safe.
 */
public final class SingleMember implements AutoCloseable {
    private static final int NOT_YET_INITIALIZED = 94;
    private static final int INVALID_REPLICA_SET_CONFIG = 93;
    private static final Duration RETRY = Duration.ofMillis(100);

    private final MongoClient client;
    private final MongoDatabase admin;
    private final int ownConnections;

    private SingleMember(MongoClient client) {
        this.client = client;
        this.admin = client.getDatabase("admin");
        this.ownConnections = connections();
    }

    /**
     * Waits until the server on that loopback port takes writes.
     *
     * @param lives asked while it is waited for: a server that ended is not
     * @throws NightshiftException MONGODB_UNAVAILABLE when it does not within {@code limit}
     */
    public static SingleMember awaitPrimary(
            String replicaSet, int port, Duration limit, BooleanSupplier lives) {
        String host = "127.0.0.1:" + port;
        MongoClient client =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(
                                        new ConnectionString(
                                                "mongodb://" + host + "/?directConnection=true"))
                                .applyToConnectionPoolSettings(pool -> pool.maxSize(1))
                                .applyToClusterSettings(
                                        cluster ->
                                                cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
                                .build());
        try {
            MongoDatabase admin = client.getDatabase("admin");
            long start = System.nanoTime();
            while (!isPrimary(admin, replicaSet, host)) {
                if (!lives.getAsBoolean() || System.nanoTime() - start > limit.toNanos()) {
                    throw new NightshiftException(
                            FailureCode.MONGODB_UNAVAILABLE,
                            "The MongoDB on %s did not become primary.".formatted(host),
                            "Its log says why.");
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
            return new SingleMember(client);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static boolean isPrimary(MongoDatabase admin, String replicaSet, String host) {
        try {
            if (admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
                return true;
            }
            admin.runCommand(new Document("replSetGetStatus", 1));
        } catch (MongoCommandException e) {
            configure(admin, e.getErrorCode(), replicaSet, host);
        } catch (MongoException notYet) {
            return false;
        }
        return false;
    }

    private static void configure(MongoDatabase admin, int error, String replicaSet, String host) {
        try {
            switch (error) {
                case NOT_YET_INITIALIZED -> admin.runCommand(initiation(replicaSet, host));
                case INVALID_REPLICA_SET_CONFIG -> {
                    Document current =
                            admin.runCommand(new Document("replSetGetConfig", 1))
                                    .get("config", Document.class);
                    admin.runCommand(move(current, host));
                }
                default -> {}
            }
        } catch (MongoException notYet) {
            // Asked again until the limit.
        }
    }

    static Document initiation(String replicaSet, String host) {
        return new Document(
                "replSetInitiate",
                new Document("_id", replicaSet)
                        .append("members", List.of(new Document("_id", 0).append("host", host))));
    }

    // A member that does not find itself in its configuration says so with the code above.
    static Document move(Document configuration, String host) {
        Document moved = new Document(configuration);
        moved.put("version", configuration.getInteger("version") + 1);
        moved.put("members", List.of(new Document("_id", 0).append("host", host)));
        return new Document("replSetReconfig", moved).append("force", true);
    }

    /** The server's version. */
    public String version() {
        return admin.runCommand(new Document("buildInfo", 1)).getString("version");
    }

    /** Connections beyond those that this object and the server itself had at the start. */
    public int clients() {
        return Math.max(0, connections() - ownConnections);
    }

    private int connections() {
        return admin.runCommand(new Document("serverStatus", 1))
                .get("connections", new Document())
                .get("current", (Number) 0)
                .intValue();
    }

    @Override
    public void close() {
        client.close();
    }
}

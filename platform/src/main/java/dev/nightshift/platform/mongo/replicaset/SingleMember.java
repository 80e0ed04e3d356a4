package dev.nightshift.platform.mongo.replicaset;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ServerMonitoringMode;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.Document;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The only member of a replica set on this machine, brought to be its primary: initiated when it is
 * new, moved when its port has changed since, with one user. Thread-safe.
 */
public final class SingleMember implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(100);

    private final MongoClient client;

    /** Kept as long as the other: its connections, once closed, would count as minus. */
    private final MongoClient anonymous;

    private final MongoDatabase admin;
    private final int ownConnections;

    private SingleMember(MongoClient client, MongoClient anonymous) {
        this.client = client;
        this.anonymous = anonymous;
        this.admin = client.getDatabase("admin");
        this.ownConnections = connections();
    }

    /**
     * Waits until the server on that loopback port takes writes, and that login.
     *
     * @param login made the server's first user when it has none
     * @param lives asked while it is waited for, before the server is told anything: one that
     *     ended, or is not ours, is not
     * @throws NightshiftException MONGODB_UNAVAILABLE when it does not within {@code limit}
     */
    public static SingleMember awaitPrimary(
            String replicaSet, int port, Login login, Duration limit, BooleanSupplier lives) {
        String host = "127.0.0.1:" + port;
        MongoClient anonymous = MongoClients.create(to(host).build());
        MongoClient own = MongoClients.create(to(host).credential(credential(login)).build());
        try {
            MemberStart start =
                    new MemberStart(
                            anonymous.getDatabase("admin"),
                            own.getDatabase("admin"),
                            replicaSet,
                            host,
                            login);
            long begin = System.nanoTime();
            do {
                if (!lives.getAsBoolean() || System.nanoTime() - begin > limit.toNanos()) {
                    throw new NightshiftException(
                            FailureCode.MONGODB_UNAVAILABLE,
                            "The MongoDB on %s did not become primary, or has another password."
                                    .formatted(host),
                            "Its log says why.");
                }
                LockSupport.parkNanos(RETRY.toNanos());
            } while (!start.isDone());
            return new SingleMember(own, anonymous);
        } catch (RuntimeException e) {
            own.close();
            anonymous.close();
            throw e;
        }
    }

    private static MongoClientSettings.Builder to(String host) {
        return MongoClientSettings.builder()
                .applyConnectionString(
                        new ConnectionString("mongodb://" + host + "/?directConnection=true"))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(1))
                // One connection that looks, always: those of clients are counted beside ours.
                .applyToServerSettings(
                        server -> server.serverMonitoringMode(ServerMonitoringMode.POLL))
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS));
    }

    private static MongoCredential credential(Login login) {
        return MongoCredential.createScramSha256Credential(
                login.user(), "admin", login.password().toCharArray());
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
        anonymous.close();
    }
}

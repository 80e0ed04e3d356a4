package dev.nightshift.platform.mongo.replicaset;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterConnectionMode;

import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.failure.MongoFailures;
import dev.nightshift.platform.mongo.server.MongoUri;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an operator of a replica set does: looks at its members, makes the primary step down, lets
 * members stand for election again. Thread-safe.
 */
public final class ReplicaSetControl implements AutoCloseable {
    private static final int NO_REPLICATION = 76;

    /** Of servers that speak MongoDB's protocol and know no replica sets. */
    private static final int COMMAND_NOT_FOUND = 59;

    private final ConnectionString uri;
    private final AddressMap addresses;
    private final Duration patience;
    private final MongoClient client;

    private ReplicaSetControl(ConnectionString uri, AddressMap addresses, Duration patience) {
        this.uri = uri;
        this.addresses = addresses;
        this.patience = patience;
        this.client = MongoClients.create(settings().build());
    }

    /**
     * Connects to nothing yet.
     *
     * @param patience for a server that answers
     * @throws NightshiftException BAD_SETTING for a malformed URI
     */
    public static ReplicaSetControl open(String uri, AddressMap addresses, Duration patience) {
        return new ReplicaSetControl(MongoUri.parse(uri), addresses, patience);
    }

    /**
     * Makes servers one replica set, and waits for its primary.
     *
     * @param direct a URI to one of them
     * @param hosts name and port of each
     * @throws NightshiftException STACK_UNAVAILABLE when there is no primary within the patience
     */
    public static void initiate(
            String direct,
            String name,
            List<String> hosts,
            Duration electionTimeout,
            Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try (MongoClient member = MongoClients.create(direct)) {
            MongoDatabase admin = member.getDatabase("admin");
            admin.runCommand(initiation(name, hosts, electionTimeout));
            while (!admin.runCommand(new Document("hello", 1)).containsKey("primary")) {
                if (System.nanoTime() - end > 0) {
                    throw new NightshiftException(
                            FailureCode.STACK_UNAVAILABLE,
                            "The replica set %s has elected no primary.".formatted(name),
                            "The members' logs say why.");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } catch (MongoException e) {
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE,
                    "The replica set %s was not made.".formatted(name),
                    "The members' logs say why.",
                    e);
        }
    }

    static Document initiation(String name, List<String> hosts, Duration electionTimeout) {
        List<Document> members = new ArrayList<>();
        for (String host : hosts) {
            members.add(new Document("_id", members.size()).append("host", host));
        }
        return new Document(
                "replSetInitiate",
                new Document("_id", name)
                        .append("members", members)
                        .append(
                                "settings",
                                new Document("electionTimeoutMillis", electionTimeout.toMillis())));
    }

    private MongoClientSettings.Builder settings() {
        return MongoClientSettings.builder()
                .applyConnectionString(uri)
                .inetAddressResolver(new MappedResolver(addresses))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(2))
                .applyToClusterSettings(
                        cluster ->
                                cluster.serverSelectionTimeout(
                                        patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * The members, by any of them; empty for a server that is in no replica set.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE when none answers, MONGODB_UNSUITABLE when
     *     this user may not ask
     */
    public List<MemberHealth> members() {
        try {
            Document status =
                    client.getDatabase("admin")
                            .runCommand(
                                    new Document("replSetGetStatus", 1),
                                    ReadPreference.primaryPreferred());
            return members(status);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == NO_REPLICATION || e.getErrorCode() == COMMAND_NOT_FOUND) {
                return List.of();
            }
            throw MongoFailures.translate("ask for the members of the replica set", e);
        } catch (MongoException e) {
            throw MongoFailures.translate("ask for the members of the replica set", e);
        }
    }

    static List<MemberHealth> members(Document status) {
        List<Document> told = status.getList("members", Document.class);
        Optional<Instant> primary =
                told.stream()
                        .filter(member -> "PRIMARY".equals(member.getString("stateStr")))
                        .findFirst()
                        .flatMap(ReplicaSetControl::optime);
        List<MemberHealth> members = new ArrayList<>();
        for (Document member : told) {
            boolean healthy = member.get("health", (Number) 0).doubleValue() > 0;
            Optional<Duration> lag =
                    primary.filter(at -> healthy)
                            .flatMap(at -> optime(member).map(own -> Duration.between(own, at)))
                            .map(behind -> behind.isNegative() ? Duration.ZERO : behind);
            members.add(
                    new MemberHealth(
                            member.getString("name"), member.getString("stateStr"), healthy, lag));
        }
        return List.copyOf(members);
    }

    private static Optional<Instant> optime(Document member) {
        return Optional.ofNullable(member.getDate("optimeDate")).map(Date::toInstant);
    }

    /**
     * Makes the primary step down once a secondary has caught up.
     *
     * @param unelectable how long it does not stand for election; more than ten seconds, which a
     *     secondary is given to catch up
     * @param force whether to step down though no secondary has caught up
     * @throws NightshiftException FAULT_FAILED when the server refuses, MONGODB_UNAVAILABLE when
     *     there is no primary
     */
    public void stepDown(Duration unelectable, boolean force) {
        try {
            client.getDatabase("admin")
                    .runCommand(
                            new Document("replSetStepDown", unelectable.toSeconds())
                                    .append("force", force));
        } catch (MongoSocketException done) {
            // Before 4.2 it hangs up on everybody, who asked for it included.
            return;
        } catch (MongoCommandException e) {
            throw new NightshiftException(
                    FailureCode.FAULT_FAILED,
                    "The primary does not step down (error %d).".formatted(e.getErrorCode()),
                    "See that the members are healthy and the user may do it.",
                    e);
        } catch (MongoException e) {
            throw MongoFailures.translate("make the primary step down", e);
        }
    }

    /** Lets every member that can be reached stand for election again. */
    public void unfreeze() {
        for (MemberHealth member : members()) {
            if (member.healthy() && !member.isPrimary()) {
                unfreeze(member.host());
            }
        }
    }

    private void unfreeze(String host) {
        MongoClientSettings direct =
                settings()
                        .applyToClusterSettings(
                                cluster -> {
                                    if (uri.isSrvProtocol()) {
                                        cluster.srvHost(null);
                                    }
                                    cluster.hosts(List.of(new ServerAddress(host)))
                                            .requiredReplicaSetName(null)
                                            .mode(ClusterConnectionMode.SINGLE);
                                })
                        .build();
        try (MongoClient member = MongoClients.create(direct)) {
            member.getDatabase("admin").runCommand(new Document("replSetFreeze", 0));
        } catch (MongoException e) {
            throw MongoFailures.translate("let %s stand for election again".formatted(host), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

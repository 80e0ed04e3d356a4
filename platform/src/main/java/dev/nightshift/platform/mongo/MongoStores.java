package dev.nightshift.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.codec.PlainValueCodec;
import dev.nightshift.platform.mongo.failure.MongoFailures;
import dev.nightshift.platform.mongo.replicaset.MappedResolver;
import dev.nightshift.platform.mongo.replicaset.ReplicationLag;
import dev.nightshift.platform.mongo.server.CommandCount;
import dev.nightshift.platform.mongo.server.MongoCapabilities;
import dev.nightshift.platform.mongo.server.MongoHealth;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.mongo.server.MongoUri;
import dev.nightshift.platform.mongo.server.PartialIndexTrial;
import dev.nightshift.platform.mongo.server.PoolWatch;

import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The service's connection to one MongoDB database. Opening it asks the server what it can do;
 * closing it ends waiting calls. Thread-safe; one per process is enough.
 */
public final class MongoStores implements AutoCloseable {
    /** The database when the URI names none. */
    public static final String DEFAULT_DATABASE = "nightshift";

    private static final Duration WRITE_CONCERN_TIMEOUT = Duration.ofSeconds(30);

    // While writes are refused nothing else makes the driver look for a primary.
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final CodecRegistry CODECS =
            CodecRegistries.fromRegistries(
                    CodecRegistries.fromCodecs(
                            new PlainValueCodec(MongoClientSettings.getDefaultCodecRegistry())),
                    MongoClientSettings.getDefaultCodecRegistry());

    private final MongoClient client;
    private final CommandCount commands;
    private final PoolWatch pool;
    private final PrimaryWatch primary;
    private final int poolSize;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final MongoCapabilities capabilities;
    private final TenantStore tenants;
    private final PlatformStore platform;

    private MongoStores(
            ConnectionString uri,
            MongoClient client,
            CommandCount commands,
            PoolWatch pool,
            PrimaryWatch primary,
            MongoOptions options) {
        this.client = client;
        this.primary = primary;
        this.commands = commands;
        this.pool = pool;
        Integer asked = uri.getMaxConnectionPoolSize();
        this.poolSize = asked == null ? options.maxPoolSize() : asked;
        this.capabilities = ask(client);
        String name = uri.getDatabase();
        MongoDatabase database =
                client.getDatabase(name == null ? DEFAULT_DATABASE : name)
                        .withWriteConcern(writeConcern(uri));
        if (!capabilities.partialIndexes()) {
            PartialIndexTrial.require(database, capabilities);
        }
        Retry retry =
                new Retry(options, delay -> closed.await(delay.toNanos(), TimeUnit.NANOSECONDS));
        Access access = new Access(retry, primary);
        this.tenants = new TenantStore(database, access);
        this.platform = new PlatformStore(database, access);
    }

    /**
     * Connects with the default patience.
     *
     * @throws NightshiftException BAD_SETTING for a malformed URI, MONGODB_UNAVAILABLE when nothing
     *     answers within the server selection timeout, MONGODB_UNSUITABLE when the server denies or
     *     does not keep unique partial indexes
     */
    public static MongoStores open(String uri) {
        return open(uri, MongoOptions.defaults());
    }

    /** Connects. */
    public static MongoStores open(String uri, MongoOptions options) {
        return open(uri, options, AddressMap.none());
    }

    /** Connects to servers some of which are reached under another address. */
    public static MongoStores open(String uri, MongoOptions options, AddressMap addresses) {
        ConnectionString parsed = MongoUri.parse(uri);
        CommandCount commands = new CommandCount();
        PoolWatch pool = new PoolWatch();
        PrimaryWatch primary = new PrimaryWatch(options.writeGrace());
        MongoClient client =
                MongoClients.create(settings(parsed, options, commands, pool, primary, addresses));
        try {
            return new MongoStores(parsed, client, commands, pool, primary, options);
        } catch (RuntimeException e) {
            client.close();
            primary.close();
            throw e;
        }
    }

    /** What the server said about itself when it was asked. */
    public MongoCapabilities capabilities() {
        return capabilities;
    }

    /** How many commands, each a round trip, were sent to the server since this was opened. */
    public long roundTrips() {
        return commands.sum();
    }

    /**
     * Asks the server how it feels; one round trip, two where there is a replica set.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE when it does not answer
     */
    public MongoHealth health() {
        int inUse = pool.inUse();
        MongoDatabase admin = client.getDatabase("admin");
        long start = System.nanoTime();
        try {
            admin.runCommand(new Document("ping", 1));
        } catch (MongoException e) {
            throw MongoFailures.translate("ask the server how it feels", e);
        }
        Duration ping = Duration.ofNanos(System.nanoTime() - start);
        return new MongoHealth(ping, lag(admin), inUse, poolSize);
    }

    private Optional<Duration> lag(MongoDatabase admin) {
        if (!capabilities.topology().startsWith("replica set")) {
            return Optional.empty();
        }
        try {
            return ReplicationLag.of(admin.runCommand(new Document("replSetGetStatus", 1)));
        } catch (MongoException notTold) {
            // Needs a role that a service may not have.
            return Optional.empty();
        }
    }

    /** What can be done with the server now. */
    public MongoMode mode() {
        return primary.mode();
    }

    /** Tells each change of {@link #mode()} from now on; the listener must return soon. */
    public void onMode(Consumer<MongoMode> listener) {
        primary.listen(listener);
    }

    /** The companies' documents. */
    public TenantStore tenants() {
        return tenants;
    }

    /** The collections without a tenant. */
    public PlatformStore platform() {
        return platform;
    }

    @Override
    public void close() {
        closed.countDown();
        primary.close();
        client.close();
    }

    private static MongoClientSettings settings(
            ConnectionString uri,
            MongoOptions options,
            CommandCount commands,
            PoolWatch watch,
            PrimaryWatch primary,
            AddressMap addresses) {
        return MongoClientSettings.builder()
                .inetAddressResolver(new MappedResolver(addresses))
                .applicationName("nightshift")
                .codecRegistry(CODECS)
                .addCommandListener(commands)
                .applyToClusterSettings(
                        cluster ->
                                cluster.addClusterListener(primary)
                                        .serverSelectionTimeout(
                                                options.serverSelectionTimeout().toMillis(),
                                                TimeUnit.MILLISECONDS))
                .applyToServerSettings(
                        server ->
                                server.heartbeatFrequency(
                                        HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket ->
                                socket.connectTimeout(
                                                options.connectTimeout().toMillis(),
                                                TimeUnit.MILLISECONDS)
                                        .readTimeout(
                                                options.readTimeout().toMillis(),
                                                TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool ->
                                pool.addConnectionPoolListener(watch)
                                        .maxSize(options.maxPoolSize())
                                        .maxWaitTime(
                                                options.readTimeout().toMillis(),
                                                TimeUnit.MILLISECONDS))
                .applyConnectionString(uri)
                .build();
    }

    private static MongoCapabilities ask(MongoClient client) {
        try {
            return MongoCapabilities.ask(client.getDatabase("admin"));
        } catch (MongoException e) {
            throw MongoFailures.translate("ask the server what it is", e);
        }
    }

    // Majority and journal where there is a majority; a journal of its own where a lone mongod has
    // one; anything else acknowledges as it does.
    private WriteConcern writeConcern(ConnectionString uri) {
        WriteConcern asked = uri.getWriteConcern();
        if (asked != null) {
            return asked;
        }
        if (capabilities.majority()) {
            return WriteConcern.MAJORITY
                    .withJournal(true)
                    .withWTimeout(WRITE_CONCERN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return capabilities.engine().equals("MongoDB")
                ? WriteConcern.W1.withJournal(true)
                : WriteConcern.ACKNOWLEDGED;
    }
}

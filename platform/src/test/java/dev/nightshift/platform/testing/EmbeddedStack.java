package dev.nightshift.platform.testing;

import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stores for one test, empty and its own: a MongoDB database, a Redis database and a relational
 * database on servers that all tests of this JVM share. Nothing to close: the servers and their
 * files go with the JVM. Thread-safe.
 */
public final class EmbeddedStack {
    /** A Redis that is there is not taken for one that is away because the machine is busy. */
    private static final String PATIENCE = "?timeout=20s";

    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    private final Endpoints endpoints;
    private final Settings settings;

    private EmbeddedStack(Endpoints endpoints, Settings settings) {
        this.endpoints = endpoints;
        this.settings = settings;
    }

    /** Empty stores; the first call in a JVM starts the servers. */
    public static EmbeddedStack fresh() {
        return on(SharedServers.instance().mongodbUri(), "embedded");
    }

    static EmbeddedStack on(String mongodbUri, String engine) {
        int number = SEQUENCE.incrementAndGet();
        SharedServers servers = SharedServers.instance();
        Path dataDir = servers.folder().resolve("data-" + number);
        String mongodb = MongoUris.withDatabase(mongodbUri, servers.name() + "_" + number);
        String redis = servers.redisUri() + "/" + number % 1024 + PATIENCE;
        String jdbc = "jdbc:h2:mem:%s_%d;DB_CLOSE_DELAY=-1".formatted(servers.name(), number);
        return new EmbeddedStack(
                new Endpoints(
                        mongodb,
                        redis,
                        jdbc,
                        "sa",
                        "",
                        "test stores %d on %s".formatted(number, engine)),
                Settings.from(
                        Map.of(
                                "NIGHTSHIFT_DATA_DIR", dataDir.toString(),
                                "NIGHTSHIFT_INBOX_DIR", dataDir.resolve("inbox").toString(),
                                "NIGHTSHIFT_MONGODB_URI", mongodb,
                                "NIGHTSHIFT_REDIS_URI", redis,
                                "NIGHTSHIFT_JDBC_URL", jdbc)));
    }

    /** Where the stores are. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The same as settings, with a data dir and an inbox of their own (not created). */
    public Settings settings() {
        return settings;
    }

    /** The data dir in {@link #settings()}. */
    public Path dataDir() {
        return settings.dataDir();
    }

    @Override
    public String toString() {
        return endpoints.summary();
    }
}

package dev.nightshift.app.wiring;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.app.logging.ErrorReports;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.PlatformContext;

import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The open stores of a process, and what stands directly on them. Thread-safe; closing it closes
 * the connections.
 */
public record Stores(
        Endpoints endpoints,
        MongoStores mongo,
        RedisStores redis,
        TenantCache cache,
        Companies companies)
        implements AutoCloseable {
    /**
     * Connects; on the first start on a database the company {@code demo} is made.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException MONGODB_UNAVAILABLE and the like;
     *     Redis may be away
     */
    public static Stores open(Endpoints endpoints, InstantSource clock, PlatformContext context) {
        MongoStores mongo = MongoStores.open(endpoints.mongodbUri());
        try {
            RedisStores redis = RedisStores.open(endpoints.redisUri());
            TenantCache cache = new TenantCache(redis, mongo.platform());
            Companies companies = new Companies(mongo.platform(), cache, clock);
            companies.ensureDemo(context);
            return new Stores(endpoints, mongo, redis, cache, companies);
        } catch (RuntimeException failed) {
            mongo.close();
            throw failed;
        }
    }

    /**
     * Alerts over these stores; close them before.
     *
     * @param contacts told directly of what waits while MongoDB is away
     */
    public Alerts alerts(Settings settings, Supplier<ContactBook> contacts, InstantSource clock) {
        return Alerts.open(
                settings.dataDir(),
                mongo,
                redis,
                () -> RegistryLoader.load(settings.registryDir()).registry(),
                contacts,
                clock,
                Stores::sayLost);
    }

    /** Where somebody is sure to see it: alerts themselves cannot carry this. */
    private static void sayLost(String sentence) {
        System.err.println("error: " + sentence);
        ErrorReports.report(
                FailureCode.DISK_FULL,
                "alerts emit",
                new NightshiftException(
                        FailureCode.DISK_FULL, sentence, "Make room in the data dir."));
    }

    @Override
    public void close() {
        redis.close();
        mongo.close();
    }
}

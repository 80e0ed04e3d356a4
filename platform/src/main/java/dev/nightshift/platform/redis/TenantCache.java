package dev.nightshift.platform.redis;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import io.lettuce.core.ScriptOutputType;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is cached of companies. Every key is in its company's tag set and is dropped with it. While
 * Redis is away reads go to the source, nothing is cached, and invalidations are written down in
 * MongoDB; they are done before this process reads from Redis again. A process that never lost
 * Redis itself sees what another could not invalidate for as long as the value lives, an hour at
 * most. Thread-safe.
 */
public final class TenantCache {
    private static final Logger log = LoggerFactory.getLogger(TenantCache.class);

    /** How long a reader may take to read the source; after that it caches nothing. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final int DROP_AT_ONCE = 1_000;
    private static final String LEASE_PREFIX = "{\"lease\":\"";

    private final RedisStores redis;
    private final InvalidationQueue queue;
    private volatile boolean drained;

    /** Over connections that the caller closes. */
    public TenantCache(RedisStores redis, PlatformStore platform) {
        this.redis = redis;
        this.queue = new InvalidationQueue(platform);
    }

    /** The company's own record: from Redis, else from the source, which is then cached. */
    public Optional<String> company(TenantContext context, Supplier<Optional<String>> source) {
        return read(context, TenantKey.company(context.company()), source);
    }

    /** The company's own record if it is cached now; empty as well while Redis is away. */
    public Optional<String> cachedCompany(TenantContext context) {
        TenantKey key = TenantKey.company(context.company());
        return attempt(context, () -> Optional.ofNullable(get(key)), Optional.<String>empty())
                .filter(value -> !value.startsWith(LEASE_PREFIX));
    }

    /** The company's flag of a feature: from Redis, else from the source, which is then cached. */
    public Optional<String> flag(
            TenantContext context, String feature, Supplier<Optional<String>> source) {
        return read(context, TenantKey.flag(context.company(), feature), source);
    }

    /** A session of one of the company's users; empty when it is unknown or Redis is away. */
    public Optional<String> session(TenantContext context, String id) {
        TenantKey key = TenantKey.session(context.company(), id);
        return attempt(context, () -> Optional.ofNullable(get(key)), Optional.empty());
    }

    /** Keeps a session for half an hour; false when Redis is away. */
    public boolean keepSession(TenantContext context, String id, String value) {
        TenantKey key = TenantKey.session(context.company(), id);
        return attempt(
                context,
                () ->
                        eval(
                                        CacheScripts.PUT,
                                        key,
                                        value,
                                        millis(key.timeToLive()),
                                        millis(TenantKey.LONGEST))
                                == 1,
                false);
    }

    /**
     * Drops everything that is cached of the company; call it after every write of its data.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE when Redis is away and so is the queue
     */
    public Invalidation invalidate(TenantContext context) {
        try {
            drop(context.company());
            return Invalidation.DONE;
        } catch (NightshiftException e) {
            requireRedisAway(e);
            drained = false;
            queue.add(context);
            log(context, "cache.invalidation_queued");
            return Invalidation.QUEUED;
        }
    }

    /** Whether Redis answers for the company. */
    public boolean reachable(TenantContext context) {
        Supplier<Boolean> asked =
                () -> {
                    var _ = get(TenantKey.company(context.company()));
                    return true;
                };
        return attempt(context, asked, false);
    }

    /**
     * Drops everything that is cached of the company, now or not at all.
     *
     * @return how many keys were in its tag set
     * @throws NightshiftException REDIS_UNAVAILABLE
     */
    public long purge(TenantContext context) {
        return drop(context.company());
    }

    /**
     * Does what was queued while Redis was away.
     *
     * @return how many companies were invalidated
     * @throws NightshiftException REDIS_UNAVAILABLE when it still is away; the rest stays queued
     */
    public int drainInvalidations(PlatformContext context) {
        int done = queue.drain(context, this::drop);
        drained = true;
        return done;
    }

    private Optional<String> read(
            TenantContext context, TenantKey key, Supplier<Optional<String>> source) {
        String token = LEASE_PREFIX + UUID.randomUUID() + "\"}";
        Optional<String> cached =
                attempt(context, () -> cachedOrLeased(key, token), Optional.empty());
        if (cached.isPresent() && !cached.get().startsWith(LEASE_PREFIX)) {
            return cached;
        }
        Optional<String> value = source.get();
        if (cached.isPresent() && cached.get().equals(token) && value.isPresent()) {
            String fresh = value.get();
            attempt(
                    context,
                    () ->
                            eval(
                                            CacheScripts.FILL,
                                            key,
                                            token,
                                            fresh,
                                            millis(key.timeToLive()),
                                            millis(TenantKey.LONGEST))
                                    == 1,
                    false);
        }
        return value;
    }

    /**
     * The cached value, or the token of whoever reads the source now: ours when we may cache it.
     */
    private Optional<String> cachedOrLeased(TenantKey key, String token) {
        String cached = get(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        long leased =
                eval(CacheScripts.LEASE, key, token, millis(LEASE), millis(TenantKey.LONGEST));
        return leased == 1 ? Optional.of(token) : Optional.empty();
    }

    private <T> T attempt(TenantContext context, Supplier<T> call, T whenAway) {
        try {
            if (!drained) {
                drainInvalidations(
                        new PlatformContext(
                                context.requestId(), context.feature(), context.actor()));
            }
            return call.get();
        } catch (NightshiftException e) {
            requireRedisAway(e);
            // Another process may queue what it cannot invalidate until Redis is back.
            drained = false;
            log(context, "cache.away");
            return whenAway;
        }
    }

    private long drop(CompanyId company) {
        String tags = TenantKey.tags(company);
        long all = 0;
        long dropped;
        do {
            dropped =
                    redis.call(
                            "drop a company's cache",
                            c ->
                                    c.<Long>eval(
                                            CacheScripts.DROP,
                                            ScriptOutputType.INTEGER,
                                            new String[] {tags},
                                            Integer.toString(DROP_AT_ONCE)));
            all += dropped;
        } while (dropped == DROP_AT_ONCE);
        return all;
    }

    private @Nullable String get(TenantKey key) {
        return redis.call("read a cache", c -> Optional.ofNullable(c.get(key.text()))).orElse(null);
    }

    private long eval(String script, TenantKey key, String... arguments) {
        String[] keys = {key.text(), TenantKey.tags(key.company())};
        return redis.call(
                "write a cache",
                c -> c.<Long>eval(script, ScriptOutputType.INTEGER, keys, arguments));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static void requireRedisAway(NightshiftException e) {
        if (e.code() != FailureCode.REDIS_UNAVAILABLE) {
            throw e;
        }
    }

    private static void log(TenantContext context, String event) {
        log.atWarn()
                .addKeyValue("companyId", context.companyId())
                .addKeyValue("requestId", context.requestId())
                .addKeyValue("feature", context.feature())
                .addKeyValue("module", "redis")
                .addKeyValue("event", event)
                .log("Redis is away");
    }
}

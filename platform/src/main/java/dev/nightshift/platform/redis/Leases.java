package dev.nightshift.platform.redis;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Claims and locks of companies. They need Redis: while it is away every method but {@link #once}
 * throws NightshiftException REDIS_UNAVAILABLE and the caller decides. Thread-safe.
 */
public final class Leases {
    private final RedisStores redis;

    /** Over a connection that the caller closes. */
    public Leases(RedisStores redis) {
        this.redis = redis;
    }

    /** Whether this is the first time in five minutes that somebody claims the idempotency key. */
    public boolean claim(TenantContext context, String key) {
        TenantKey claim = TenantKey.claim(context.company(), key);
        return setIfAbsent(claim, context.requestId());
    }

    /** What became of work that is to be done once. */
    public enum Once {
        /** It was done, and its key is claimed for five minutes. */
        DONE,
        /** It was not done: somebody claimed its key before. */
        REPEATED,
        /** It was done, though Redis could not be asked whether it was done before. */
        UNGUARDED
    }

    /**
     * Does work unless its idempotency key is claimed. While Redis is away it is done all the same:
     * better twice than not at all, and what must never be there twice has a unique index. When it
     * fails its key is given back, so that whoever repeats it is let through.
     */
    public Once once(TenantContext context, String key, Runnable work) {
        try {
            if (!claim(context, key)) {
                return Once.REPEATED;
            }
        } catch (NightshiftException away) {
            requireAway(away);
            work.run();
            return Once.UNGUARDED;
        }
        try {
            work.run();
            return Once.DONE;
        } catch (RuntimeException failed) {
            giveBack(context, key);
            throw failed;
        }
    }

    private void giveBack(TenantContext context, String key) {
        TenantKey claim = TenantKey.claim(context.company(), key);
        try {
            var _ = isOwn(CacheScripts.RELEASE, claim, context.requestId());
        } catch (NightshiftException away) {
            // It lapses by itself.
            requireAway(away);
        }
    }

    private static void requireAway(NightshiftException e) {
        if (e.code() != FailureCode.REDIS_UNAVAILABLE) {
            throw e;
        }
    }

    /**
     * Takes the company's lock of that name unless somebody has it.
     *
     * @param lease how long it is kept when nobody renews or releases it
     */
    public Optional<Lock> tryLock(TenantContext context, String name, Duration lease) {
        TenantKey key = TenantKey.lock(context.company(), name, lease);
        String token = UUID.randomUUID().toString();
        return setIfAbsent(key, token) ? Optional.of(new Lock(key, token)) : Optional.empty();
    }

    private boolean setIfAbsent(TenantKey key, String value) {
        SetArgs onlyNew = SetArgs.Builder.nx().px(key.timeToLive());
        return redis.call("claim a key", c -> "OK".equals(c.set(key.text(), value, onlyNew)));
    }

    private boolean isOwn(String script, TenantKey key, String... arguments) {
        Long done =
                redis.call(
                        "keep a lock",
                        c ->
                                c.<Long>eval(
                                        script,
                                        ScriptOutputType.INTEGER,
                                        new String[] {key.text()},
                                        arguments));
        return done == 1;
    }

    /** A lock that is held until it is released or its lease lapses. */
    public final class Lock {
        private final TenantKey key;
        private final String token;

        private Lock(TenantKey key, String token) {
            this.key = key;
            this.token = token;
        }

        /** Starts the lease anew; false when it had lapsed: then the lock is lost. */
        public boolean renew() {
            return isOwn(
                    CacheScripts.RENEW, key, token, Long.toString(key.timeToLive().toMillis()));
        }

        /** Gives the lock back; false when it was lost before. */
        public boolean release() {
            return isOwn(CacheScripts.RELEASE, key, token);
        }
    }
}

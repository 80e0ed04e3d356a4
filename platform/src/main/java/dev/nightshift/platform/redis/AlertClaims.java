package dev.nightshift.platform.redis;

import dev.nightshift.platform.tenant.TenantContext;

import io.lettuce.core.ScriptOutputType;

import java.time.Duration;

/**
 * Who tells an alert first, for all processes. It needs Redis: while it is away the method throws
 * NightshiftException REDIS_UNAVAILABLE and the caller decides. Thread-safe.
 */
public final class AlertClaims {
    /** KEYS: alert. ARGV: rank, token, life in milliseconds. The value is "rank token". */
    private static final String CLAIM =
            """
            local held = redis.call('GET', KEYS[1])
            if held then
              local space = string.find(held, ' ', 1, true)
              if string.sub(held, space + 1) == ARGV[2] then return 1 end
              if tonumber(string.sub(held, 1, space - 1)) >= tonumber(ARGV[1]) then return 0 end
            end
            redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
            return 1
            """;

    private final RedisStores redis;

    /** Over a connection that the caller closes. */
    public AlertClaims(RedisStores redis) {
        this.redis = redis;
    }

    /**
     * Whether this is the first claim of the name within the window, one of a higher rank than the
     * last, or a repetition of the claim that won.
     *
     * @param token names this claim; the same one may ask again
     */
    public boolean claim(
            TenantContext context, String name, int rank, String token, Duration window) {
        TenantKey key = TenantKey.alert(context.company(), name, window);
        Long won =
                redis.call(
                        "claim an alert",
                        c ->
                                c.<Long>eval(
                                        CLAIM,
                                        ScriptOutputType.INTEGER,
                                        new String[] {key.text()},
                                        Integer.toString(rank),
                                        token,
                                        Long.toString(window.toMillis())));
        return won == 1;
    }
}

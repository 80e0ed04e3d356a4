package dev.nightshift.platform.redis;

/**
 * What must happen in Redis as one step.
 *
 * <p>A value is cached in two steps with a read of MongoDB between them: {@link #LEASE} puts a
 * token in the key's place and the key into the company's tag set, {@link #FILL} replaces the token
 * by the value if it is still there. An invalidation in between removes the token with everything
 * else in the tag set, so that a value read before a write is never cached after it. {@link #DROP}
 * takes keys out of the set and removes them in one step: a key that is added meanwhile is either
 * removed too or still in the set for the next invalidation, and never cached without being tagged.
 */
final class CacheScripts {
    /** KEYS: key, tag set. ARGV: token, its life and the set's, in milliseconds. */
    static final String LEASE =
            """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            redis.call('SADD', KEYS[2], KEYS[1])
            redis.call('PEXPIRE', KEYS[2], ARGV[3])
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """;

    /** KEYS: key, tag set. ARGV: token, value, its life and the set's, in milliseconds. */
    static final String FILL =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SADD', KEYS[2], KEYS[1])
            redis.call('PEXPIRE', KEYS[2], ARGV[4])
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            return 1
            """;

    /** KEYS: key, tag set. ARGV: value, its life and the set's, in milliseconds. */
    static final String PUT =
            """
            redis.call('SADD', KEYS[2], KEYS[1])
            redis.call('PEXPIRE', KEYS[2], ARGV[3])
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
            """;

    /** KEYS: tag set. ARGV: how many at most. */
    static final String DROP =
            """
            local keys = redis.call('SPOP', KEYS[1], ARGV[1])
            if #keys > 0 then redis.call('UNLINK', unpack(keys)) end
            return #keys
            """;

    /** KEYS: lock. ARGV: token. */
    static final String RELEASE =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('DEL', KEYS[1])
            """;

    /** KEYS: lock. ARGV: token, lease in milliseconds. */
    static final String RENEW =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """;

    private CacheScripts() {}
}

package dev.nightshift.platform.redis;

import java.time.Duration;

/**
 * How long Redis is waited for. It is never the only copy of anything, so patience is short.
 *
 * @param timeout for a connection and for an answer
 * @param reconnectDelay between attempts to get a lost connection back
 * @param pause after a failed first connection, during which calls fail at once
 */
public record RedisOptions(Duration timeout, Duration reconnectDelay, Duration pause) {
    /** Half a second. */
    public static RedisOptions defaults() {
        return new RedisOptions(
                Duration.ofMillis(500), Duration.ofMillis(250), Duration.ofSeconds(1));
    }
}

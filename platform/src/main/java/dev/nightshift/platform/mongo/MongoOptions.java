package dev.nightshift.platform.mongo;

import java.time.Duration;

/**
 * How long MongoDB is waited for. Options in the URI win over the first four.
 *
 * @param serverSelectionTimeout for a server that takes the command
 * @param connectTimeout for a connection
 * @param readTimeout for an answer; not for those that {@link TenantCollection#patient} waits for,
 *     nor for the build of an index
 * @param maxPoolSize connections at most
 * @param attempts of a call that failed for a reason that passes, the first included
 * @param firstDelay before the second attempt; doubles with each, by a random share less
 * @param maxDelay between attempts
 * @param writeGrace without a primary until writes are refused at once: an election is waited for
 */
public record MongoOptions(
        Duration serverSelectionTimeout,
        Duration connectTimeout,
        Duration readTimeout,
        int maxPoolSize,
        int attempts,
        Duration firstDelay,
        Duration maxDelay,
        Duration writeGrace) {
    /** About half a minute of patience in all. */
    public static MongoOptions defaults() {
        return new MongoOptions(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(60),
                32,
                5,
                Duration.ofMillis(250),
                Duration.ofSeconds(4),
                Duration.ofSeconds(15));
    }
}

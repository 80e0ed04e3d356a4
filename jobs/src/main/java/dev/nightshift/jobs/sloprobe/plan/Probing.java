package dev.nightshift.jobs.sloprobe.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How something is measured; SLOs with equal ones share a measurement.
 *
 * @param requests so many at first
 * @param maxRequests as long as the verdict is open, up to so many
 * @param perSecond at this pace, however long each takes
 * @param timeout a request that takes longer has failed
 * @param target of an HTTP probe; empty for others
 */
public record Probing(
        Probe probe,
        int requests,
        int maxRequests,
        int perSecond,
        Duration timeout,
        Optional<HttpTarget> target) {
    /** Enough for the 95th percentile: its 95 % interval has ranks 137 and 148. */
    public static final int REQUESTS = 150;

    /** Where an open verdict stays open. */
    public static final int MAX_REQUESTS = 600;

    /** Fewer say nothing of a 95th percentile. */
    public static final int FEWEST = 72;

    /** Requests before the first that counts. */
    public static final int WARM_UP = 20;

    /** More are a load test. */
    public static final int MOST = 10_000;

    /** The same with another number of requests. */
    public Probing withRequests(int number) {
        return new Probing(
                probe, number, Math.max(number, maxRequests), perSecond, timeout, target);
    }

    /** The same, taking all that an open verdict might need at once. */
    public Probing full() {
        return withRequests(maxRequests);
    }

    /** What is measured, for people. */
    public String shown() {
        return target.map(where -> probe.wire() + " " + where).orElse(probe.wire());
    }
}

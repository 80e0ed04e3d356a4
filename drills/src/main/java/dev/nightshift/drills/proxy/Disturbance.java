package dev.nightshift.drills.proxy;

import java.time.Duration;

/** What a proxy does to the connections through it. */
public sealed interface Disturbance {
    /** As after the end of the server's process: connections end, new ones are refused. */
    record Refuse() implements Disturbance {}

    /** Connections are reset, new ones as soon as they are made. */
    record Reset() implements Disturbance {}

    /** Nothing passes and nothing ends, as with a stopped process; it passes when healed. */
    record Freeze() implements Disturbance {}

    /**
     * Everything passes later, in both directions.
     *
     * @param delay of each
     * @param jitter by which a delay may be longer, at random
     */
    record Latency(Duration delay, Duration jitter) implements Disturbance {}

    /** Each connection carries so many bytes a second at most, in each direction. */
    record Bandwidth(long bytesPerSecond) implements Disturbance {}

    /**
     * A connection is reset when it has carried so many bytes to the client since the injection.
     */
    record CutAfter(long bytes) implements Disturbance {}
}

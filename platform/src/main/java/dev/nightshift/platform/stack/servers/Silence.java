package dev.nightshift.platform.stack.servers;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a server that starts has given no sign of life. One that works at its start, however
 * long, must not be ended for it: it would begin anew at each start. Used by one thread.
 */
final class Silence {
    private final long limit;
    private final LongSupplier nanos;
    private long since;

    /**
     * Begins now.
     *
     * @param nanos a clock that only goes forward
     */
    Silence(Duration limit, LongSupplier nanos) {
        this.limit = limit.toNanos();
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** A sign of life. */
    void broken() {
        since = nanos.getAsLong();
    }

    boolean isTooLong() {
        return nanos.getAsLong() - since > limit;
    }
}

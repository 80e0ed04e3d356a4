package dev.nightshift.jobs.backfill.load;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A cap of documents a second over all companies together, changeable at any time. Thread-safe. */
public final class Pace {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private long rate;
    private long nextAt;

    /**
     * @param rate documents a second; 0 for no cap
     */
    public Pace(long rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.nextAt = nanos.getAsLong();
    }

    /** Another cap; 0 for none. */
    public synchronized void rate(long documentsPerSecond) {
        if (rate != documentsPerSecond) {
            rate = documentsPerSecond;
            nextAt = nanos.getAsLong();
        }
    }

    /** The cap; 0 for none. */
    public synchronized long rate() {
        return rate;
    }

    /** Books documents and tells how many nanoseconds to wait before they may be written. */
    public synchronized long book(int documents) {
        long now = nanos.getAsLong();
        if (rate <= 0) {
            nextAt = now;
            return 0;
        }
        // What was not used is lost: a pause does not earn a burst.
        long start = Math.max(now, nextAt);
        nextAt = start + (long) (documents * SECOND / rate);
        return start - now;
    }
}

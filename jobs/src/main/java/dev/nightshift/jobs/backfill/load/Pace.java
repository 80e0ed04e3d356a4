package dev.nightshift.jobs.backfill.load;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A cap of documents a second over all companies together, changeable at any time, also for those
 * who wait. Thread-safe.
 */
public final class Pace {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private long rate;
    private long booked;
    private double allowed;
    private long countedAt;

    /**
     * @param rate documents a second; 0 for no cap
     */
    public Pace(long rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.countedAt = nanos.getAsLong();
    }

    /** Another cap, from now on; 0 for none. */
    public synchronized void rate(long documentsPerSecond) {
        count();
        rate = documentsPerSecond;
    }

    /** The cap; 0 for none. */
    public synchronized long rate() {
        return rate;
    }

    /** Books documents; returns the place in the queue to ask {@link #left} with. */
    public synchronized long book(int documents) {
        count();
        long place = booked;
        booked += documents;
        return place;
    }

    /** How many nanoseconds whoever has this place waits still, were the cap to stay. */
    public synchronized long left(long place) {
        count();
        return rate <= 0 ? 0 : (long) Math.ceil(Math.max(0, place - allowed) * SECOND / rate);
    }

    // What was not used is lost: a pause does not earn a burst.
    private void count() {
        long now = nanos.getAsLong();
        allowed =
                rate <= 0
                        ? (double) booked
                        : Math.min((double) booked, allowed + (now - countedAt) / SECOND * rate);
        countedAt = now;
    }
}

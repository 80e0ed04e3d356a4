package dev.nightshift.jobs.backfill.load;

import dev.nightshift.jobs.backfill.load.HealthSignals.Judgement;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How fast the companies of one run are worked at. Thread-safe. */
public final class Throttle {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);

    private final BatchSize batchSize;
    private final Pace pace;
    private final Slots slots;
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean slow;

    public Throttle(BatchSize batchSize, Pace pace, Slots slots) {
        this.batchSize = batchSize;
        this.pace = pace;
        this.slots = slots;
    }

    /** How many companies are worked at. */
    public Slots slots() {
        return slots;
    }

    /** Documents in the next batch; never more than the rate allows in a second. */
    public int batchSize() {
        long rate = pace.rate();
        int size = batchSize.now();
        return rate > 0 ? Math.clamp(rate, 1, size) : size;
    }

    /** Other limits, from the next batch on. */
    public void limits(long rate, int concurrency) {
        pace.rate(rate);
        slots.limit(concurrency);
    }

    /** Follows a judgement. */
    public void follow(Judgement judgement) {
        slow = judgement.advice() != HealthSignals.Advice.GO;
    }

    /** Waits until a batch may be written; ends early when {@code stop} says so. */
    public void await(int documents, BooleanSupplier stop) throws InterruptedException {
        long place = pace.book(documents);
        // Asked again for each slice: the cap may be another by then.
        for (long left = pace.left(place);
                left > 0 && !stop.getAsBoolean();
                left = pace.left(place)) {
            pause(Math.min(left, SLICE));
        }
    }

    /** Learns from a batch; under strain, leaves the store as long as the batch has taken. */
    public void took(int documents, long nanos, BooleanSupplier stop) throws InterruptedException {
        batchSize.took(documents, nanos);
        for (long left = slow ? nanos : 0; left > 0 && !stop.getAsBoolean(); left -= SLICE) {
            pause(Math.min(left, SLICE));
        }
    }

    private void pause(long nanos) throws InterruptedException {
        var _ = never.await(nanos, TimeUnit.NANOSECONDS);
    }
}

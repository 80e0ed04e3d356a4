package dev.nightshift.platform.redis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How fast keys or documents are gone through, to spare live traffic: so many a second, in small
 * pieces, and slower while the server takes longer than usual to answer. Nobody waits for whom is
 * asked to end. Used by one thread at a time.
 */
public final class SweepPace {
    /** Keys a second that leave a server room for live traffic; docs/performance.md measures it. */
    public static final long GENTLE = 150_000;

    private static final int MOST_SLOW = 64;
    private static final int PIECES_A_SECOND = 600;
    private static final int SMALLEST_PIECE = 10;
    private static final int GENTLE_PIECE = 250;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long USUAL_AT_LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int UNUSUAL = 5;
    private static final int MOST_DOCUMENTS = 1_000;

    /** So long after it was asked a sweep ends that waits. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What an unpaced sweep's own commands may make the server take to answer. */
    private static final long UNPACED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final double UNPACED_RATE = 600_000;

    private final long rate;
    private final Runnable probe;
    private final BooleanSupplier ending;
    private final LongSupplier nanos;
    private final Waiting waiting;
    private long usual = Long.MAX_VALUE;
    private long lookedAt;
    private long freeAt;
    private int slow = 1;

    /** Waits that long. */
    @FunctionalInterface
    interface Waiting {
        void nanos(long nanos) throws InterruptedException;
    }

    /**
     * A pace.
     *
     * @param rate keys a second; 0 for as many as the server can bear
     * @param sweep whose server is asked how it is
     */
    public SweepPace(long rate, KeySweep sweep) {
        this(rate, sweep::ping, () -> false);
    }

    /**
     * The pace of a sweep that may be asked to end.
     *
     * @param rate keys or documents a second; 0 for as many as the server can bear
     * @param probe asks the server something that costs it nothing
     * @param ending whether it was asked to
     */
    public SweepPace(long rate, Runnable probe, BooleanSupplier ending) {
        this(rate, probe, ending, System::nanoTime, SweepPace::await);
    }

    SweepPace(
            long rate,
            Runnable probe,
            BooleanSupplier ending,
            LongSupplier nanos,
            Waiting waiting) {
        this.rate = rate;
        this.probe = probe;
        this.ending = ending;
        this.nanos = nanos;
        this.waiting = waiting;
        this.freeAt = nanos.getAsLong();
        this.lookedAt = freeAt - LOOK_EVERY_NANOS;
    }

    /** Whether there is a limit besides the server's. */
    public boolean paced() {
        return rate > 0;
    }

    /** How many keys one command may be about. */
    public int piece() {
        return paced()
                ? Math.clamp(rate / PIECES_A_SECOND, SMALLEST_PIECE, GENTLE_PIECE)
                : KeySweep.MOST;
    }

    /** How many documents one command may be about: those of a second at most. */
    public int documents() {
        return paced() ? Math.clamp(rate, 1, MOST_DOCUMENTS) : MOST_DOCUMENTS;
    }

    /** Whether the sweep was asked to end: then nothing new is begun. */
    public boolean isEnding() {
        return ending.getAsBoolean();
    }

    /** How much slower than asked for, because the server is busy; 1 for not at all. */
    public int slowness() {
        return slow;
    }

    /**
     * Takes down that so many keys were gone through, and waits until the next may follow, or the
     * sweep is asked to end.
     */
    public void spent(double keys) {
        look();
        long now = nanos.getAsLong();
        double cost = rate > 0 ? 1e9 / rate : slow > 1 ? 1e9 / UNPACED_RATE : 0;
        // What was not used before is lost: a burst would be felt.
        freeAt = Math.max(freeAt, now - TimeUnit.MILLISECONDS.toNanos(5));
        freeAt += (long) (keys * cost * slow);
        try {
            while (freeAt > now && !ending.getAsBoolean()) {
                waiting.nanos(Math.min(SLICE_NANOS, freeAt - now));
                now = nanos.getAsLong();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long start = nanos.getAsLong();
        if (start - lookedAt < LOOK_EVERY_NANOS) {
            return;
        }
        probe.run();
        lookedAt = nanos.getAsLong();
        long took = lookedAt - start;
        usual = Math.min(usual, took);
        long limit = paced() ? UNUSUAL * Math.max(usual, USUAL_AT_LEAST_NANOS) : UNPACED_NANOS;
        slow = took > limit ? Math.min(MOST_SLOW, slow * 2) : Math.max(1, slow / 2);
    }

    private static void await(long nanos) throws InterruptedException {
        var _ = new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
    }
}

package dev.nightshift.jobs.backfill.load;

import java.time.Duration;

/**
 * How many documents make a batch: so many as take a target time, within bounds. It at most halves
 * or doubles with a batch. Thread-safe.
 */
public final class BatchSize {
    private final Terms terms;
    private volatile int size;

    /**
     * Bounds.
     *
     * @param first before anything was measured
     * @param target what a batch should take, so that a pause is never far
     */
    public record Terms(int least, int first, int most, Duration target) {
        /** 100 to 5,000 documents, a quarter of a second. */
        public static final Terms DEFAULT = new Terms(100, 500, 5_000, Duration.ofMillis(250));
    }

    public BatchSize(Terms terms) {
        this.terms = terms;
        this.size = terms.first();
    }

    /** Documents in the next batch. */
    public int now() {
        return size;
    }

    /** Learns from a batch. */
    public void took(int documents, long nanos) {
        if (documents == 0 || nanos <= 0) {
            return;
        }
        double fitting = (double) documents * terms.target().toNanos() / nanos;
        // A batch that was not full tells little about a full one.
        double grown = documents < size / 2 ? size : fitting;
        int next = (int) Math.clamp(grown, size / 2.0, size * 2.0);
        size = Math.clamp(next, terms.least(), terms.most());
    }
}

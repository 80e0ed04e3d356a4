package dev.nightshift.alerts.storm;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How long emits took, to the microsecond up to a second. Thread-safe. */
final class EmitTimes {
    private static final int MOST = 1_000_000;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(MOST + 1);

    void add(long nanos) {
        counts.incrementAndGet((int) Math.min(MOST, nanos / 1_000));
    }

    /** The least time within which that share of them was done, microseconds. */
    long within(double share) {
        long all = 0;
        for (int micros = 0; micros <= MOST; micros++) {
            all += counts.get(micros);
        }
        long rank = (long) Math.ceil(all * share);
        long seen = 0;
        for (int micros = 0; micros <= MOST; micros++) {
            seen += counts.get(micros);
            if (seen >= rank) {
                return micros;
            }
        }
        return MOST;
    }
}

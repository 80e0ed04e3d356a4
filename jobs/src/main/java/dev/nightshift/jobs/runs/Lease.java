package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The right to work on a run. It is counted from before each renewal was sent, so this process
 * gives up earlier than the store would; a process that slept asks the store before it goes on.
 * Thread-safe.
 */
final class Lease {
    private final RunTable table;
    private final LongSupplier nanos;
    private final long runId;
    private final String owner;
    private final long lengthNanos;
    private volatile long renewedAt;
    private volatile boolean lost;

    Lease(RunTable table, LongSupplier nanos, long runId, String owner, Duration length) {
        this.table = table;
        this.nanos = nanos;
        this.runId = runId;
        this.owner = owner;
        this.lengthNanos = length.toNanos();
        this.renewedAt = nanos.getAsLong();
    }

    String owner() {
        return owner;
    }

    boolean isLost() {
        return lost;
    }

    long ageNanos() {
        return nanos.getAsLong() - renewedAt;
    }

    /** Asks the store for more time; once it refuses, the lease is lost for good. */
    boolean renew() {
        long before = nanos.getAsLong();
        if (!lost && table.renew(runId, owner)) {
            renewedAt = before;
        } else {
            lost = true;
        }
        return !lost;
    }

    void lose() {
        lost = true;
    }

    /**
     * Passes while this process may work on the run; asks the store when half of the lease is gone
     * without a renewal.
     */
    void require() {
        if (lost || (ageNanos() > lengthNanos / 2 && !renew())) {
            throw failure();
        }
    }

    NightshiftException failure() {
        return new NightshiftException(
                FailureCode.LEASE_LOST,
                "Run %d was taken from this process, which was away for too long.".formatted(runId),
                "See what became of it with 'nightshift runs show %d'.".formatted(runId));
    }
}

package dev.nightshift.jobs.runs.store;

import org.jspecify.annotations.Nullable;

/**
 * A run with what only this room needs of it.
 *
 * @param row what everyone may see
 * @param leaseOwner the token of the attempt that works on it, null when none does
 * @param lapsed whether its lease is over by the store's clock
 * @param deaths how often its process died since a person started it
 * @param process the {@link ProcessIdentity} that holds the lease
 */
public record StoredRun(
        RunRow row,
        String instanceKey,
        @Nullable String exclusiveKey,
        String requestId,
        @Nullable String leaseOwner,
        boolean lapsed,
        int deaths,
        @Nullable String process) {
    /** The run's number. */
    public long runId() {
        return row.runId();
    }

    /** Whether the process that held the run is certainly gone, by its lease or by its pid. */
    public boolean isDead() {
        return row.state().isActive()
                && (lapsed || (process != null && ProcessIdentity.parse(process).isGone()));
    }
}

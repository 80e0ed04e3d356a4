package dev.nightshift.jobs.runs.follow;

import dev.nightshift.jobs.runs.store.RunRow;

import org.jspecify.annotations.Nullable;

/**
 * A run at one moment.
 *
 * @param perSecond work done a second lately, in the unit of {@code run.total}; null while nothing
 *     moves or too little was seen
 * @param readPerSecond of what the run counts as {@code read}, lately; null where {@code perSecond}
 *     is or when it counts no such thing
 * @param etaMs how long the rest takes at that pace; null when the pace or the total is not known
 */
public record RunSnapshot(
        RunRow run,
        @Nullable Double perSecond,
        @Nullable Double readPerSecond,
        @Nullable Long etaMs) {
    /** Whether the run rests: nothing more is to be seen. */
    public boolean isAtRest() {
        return !run.state().isActive();
    }
}

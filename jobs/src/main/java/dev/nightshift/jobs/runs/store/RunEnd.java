package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How an attempt came to rest.
 *
 * @param progress null to keep what was committed with the last batch
 * @param failureCode null unless it failed
 */
public record RunEnd(
        RunState state,
        String reason,
        @Nullable RunProgress progress,
        Map<String, String> artefacts,
        @Nullable String failureCode,
        @Nullable String message,
        @Nullable String hint) {
    /** The same without a failure, in another state. */
    public RunEnd as(RunState other) {
        return new RunEnd(other, reason, progress, artefacts, null, null, null);
    }
}

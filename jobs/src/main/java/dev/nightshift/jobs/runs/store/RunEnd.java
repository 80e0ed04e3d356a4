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
    /** Why a run rests that MongoDB could not take writes of. */
    public static final String READ_ONLY = "MongoDB takes no writes";

    /** Why a run rests whose process is gone. */
    public static final String DIED = "its process died";

    /** Why a run rests whose process was about to end. */
    public static final String PROCESS_ENDED = "its process was told to end";

    /** The same for another reason. */
    public RunEnd because(String other) {
        return new RunEnd(state, other, progress, artefacts, failureCode, message, hint);
    }

    /** The same without a failure, in another state. */
    public RunEnd as(RunState other) {
        return new RunEnd(other, reason, progress, artefacts, null, null, null);
    }
}

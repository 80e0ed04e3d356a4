package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How a run came to rest.
 *
 * @param companyId null for a run of the platform itself
 * @param counts as committed, by name
 * @param durationMs time at work, all attempts together
 * @param artefacts what it left behind, by name
 * @param failureCode null unless it failed
 * @param message what went wrong, null unless it failed
 * @param hint what to do about it, null unless it failed
 */
public record RunReport(
        long runId,
        String job,
        @Nullable String companyId,
        RunState state,
        int attempts,
        Map<String, Long> counts,
        long durationMs,
        Map<String, String> artefacts,
        @Nullable String failureCode,
        @Nullable String message,
        @Nullable String hint) {
    static RunReport of(RunRow row) {
        return new RunReport(
                row.runId(),
                row.job(),
                row.companyId(),
                row.state(),
                row.attempts(),
                row.counts(),
                row.durationMs(),
                row.artefacts(),
                row.failureCode(),
                row.message(),
                row.hint());
    }

    /** The same run as seen by a process that lost it. */
    RunReport lost(NightshiftException failure) {
        return new RunReport(
                runId,
                job,
                companyId,
                RunState.FAILED,
                attempts,
                counts,
                durationMs,
                artefacts,
                failure.code().name(),
                failure.message(),
                failure.hint());
    }

    /** The exit code of a command that started the run. */
    public int exitCode() {
        return switch (state) {
            case COMPLETED -> Exit.DONE;
            case STOPPED, PAUSED -> Exit.STOPPED;
            case FAILED ->
                    failureCode == null ? Exit.FAILED : FailureCode.valueOf(failureCode).exitCode();
            case QUEUED, RUNNING, PAUSING, STOPPING, ABANDONED -> Exit.FAILED;
        };
    }
}

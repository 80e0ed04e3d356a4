package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.RunEnd;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.DiskFull;
import dev.nightshift.platform.runs.RunState;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

import java.util.List;

/** Tells from what Spring Batch and the job left how a run ended. */
final class RunOutcome {
    private RunOutcome() {}

    static RunEnd of(LiveRun run, JobExecution execution) {
        List<Throwable> failures = execution.getAllFailureExceptions();
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return end(run, RunState.COMPLETED, "");
        }
        if (execution.getStatus() == BatchStatus.STOPPED && !run.lease().isLost()) {
            return end(
                    run,
                    RunState.STOPPED,
                    run.isProcessEnding() ? RunEnd.PROCESS_ENDED : run.pauseReason());
        }
        return failed(run, failures);
    }

    /** The end of a run whose job could not be built or launched, or threw past Spring Batch. */
    static RunEnd of(LiveRun run, Throwable failure) {
        if (failure instanceof JobInstanceAlreadyCompleteException) {
            // The process died after its last batch and before it could say so.
            return end(run, RunState.COMPLETED, "all batches were done when its process died");
        }
        return failed(run, List.of(failure));
    }

    private static RunEnd end(LiveRun run, RunState state, String reason) {
        return new RunEnd(
                state,
                reason,
                run.progressToEndWith(state == RunState.COMPLETED),
                run.artefacts(),
                null,
                null,
                null);
    }

    private static RunEnd failed(LiveRun run, List<Throwable> failures) {
        NightshiftException named =
                run.lease().isLost() ? run.lease().failure() : named(run, failures);
        if (!run.lease().isLost() && failures.stream().anyMatch(RunOutcome::isReadOnly)) {
            // Nothing is wrong with the run: it goes on where it stood when there is a primary.
            return end(run, RunState.PAUSED, RunEnd.READ_ONLY);
        }
        return new RunEnd(
                RunState.FAILED,
                "",
                run.progressToEndWith(false),
                run.artefacts(),
                named.code().name(),
                named.message(),
                named.hint());
    }

    // Whether the batch in flight was written or not: it is repeated.
    private static boolean isReadOnly(Throwable failure) {
        return isNamed(failure, FailureCode.MONGODB_READ_ONLY);
    }

    private static boolean isNamed(Throwable failure, FailureCode code) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NightshiftException named && named.code() == code) {
                return true;
            }
        }
        return false;
    }

    private static NightshiftException named(LiveRun run, List<Throwable> failures) {
        String goOn = "go on with 'nightshift runs restart %d'.".formatted(run.runId());
        for (Throwable failure : failures) {
            // Whoever met it may have called it by what it could not do for want of room.
            if (DiskFull.in(failure) && !isNamed(failure, FailureCode.DISK_FULL)) {
                return DiskFull.told("repeat the command, or " + goOn, failure);
            }
        }
        for (Throwable failure : failures) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof NightshiftException named) {
                    return named;
                }
            }
        }
        return failures.stream().anyMatch(RunOutcome::isStoreAway)
                ? new NightshiftException(
                        FailureCode.JDBC_UNAVAILABLE,
                        "The relational store did not answer while run %d was at work."
                                .formatted(run.runId()),
                        "Check it with 'nightshift doctor', then " + goOn)
                : new NightshiftException(
                        FailureCode.INTERNAL,
                        "Run %d failed unexpectedly.".formatted(run.runId()),
                        "The log has the details under request %s; mend the cause, then %s"
                                .formatted(run.request().requestId(), goOn));
    }

    private static boolean isStoreAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof TransactionException) {
                return true;
            }
        }
        return false;
    }
}

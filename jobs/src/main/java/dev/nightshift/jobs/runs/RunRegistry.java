package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.follow.RunFollower;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunPurge;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.jobs.runs.store.StoredRun;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * All runs, of this process and every other. What it tells is true when it is told: a run whose
 * process died is marked before anyone sees it. Thread-safe.
 */
public final class RunRegistry {
    private final RunTable table;
    private final RunQueries queries;
    private final RunRecovery recovery;
    private final RunPurge purge;
    private final LongSupplier nanos;

    RunRegistry(
            RunTable table,
            RunQueries queries,
            RunRecovery recovery,
            RunPurge purge,
            LongSupplier nanos) {
        this.table = table;
        this.queries = queries;
        this.recovery = recovery;
        this.purge = purge;
        this.nanos = nanos;
    }

    static NightshiftException notFound(long runId) {
        return new NightshiftException(
                FailureCode.NOT_FOUND,
                "There is no run %d.".formatted(runId),
                "List them: nightshift runs list");
    }

    /** Runs by a filter, newest first. */
    public List<RunRow> list(RunFilter filter) {
        recovery.recoverAll();
        return queries.list(filter);
    }

    /**
     * One run.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public RunRow show(long runId) {
        recovery.recoverAll();
        return now(runId);
    }

    /** One run; empty when there is none of that number, or none any more. */
    public Optional<RunRow> find(long runId) {
        recovery.recoverAll();
        return queries.find(runId).map(StoredRun::row);
    }

    /**
     * Watches one run; ask it again and again.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public RunFollower follow(long runId) {
        var _ = show(runId);
        return new RunFollower(() -> show(runId), nanos);
    }

    /**
     * Asks a run to stop at its next batch boundary; the run is STOPPING until nothing moves any
     * more. One that waits or is paused is STOPPED at once. Asking twice is as good as once.
     *
     * @throws NightshiftException NOT_FOUND; RUN_STATE when it rests already
     */
    public RunRow stop(long runId, String actor) {
        return ask(runId, RunState.STOPPING, RunState.STOPPED, "stopped by " + actor);
    }

    /**
     * Asks a run to pause at its next batch boundary; it goes on by {@link JobStarter#resume}.
     *
     * @throws NightshiftException NOT_FOUND; RUN_STATE when it rests or stops already
     */
    public RunRow pause(long runId, String actor) {
        return ask(runId, RunState.PAUSING, RunState.PAUSED, RunTable.PAUSED_BY + actor);
    }

    /**
     * Gives a run up that rests: it is never restarted.
     *
     * @param reason recorded with the run
     * @throws NightshiftException NOT_FOUND; RUN_STATE when it works, is done or given up already
     */
    public RunRow abandon(long runId, String actor, String reason) {
        RunRow run = show(runId);
        if (run.state().isResumable()
                && table.rest(
                        runId,
                        run.state(),
                        RunState.ABANDONED,
                        "given up by %s: %s".formatted(actor, reason))) {
            return now(runId);
        }
        throw refused(run, "given up");
    }

    /**
     * Marks a run whose process died as FAILED, so that it can be restarted; one that is marked
     * already stays as it is.
     *
     * @throws NightshiftException NOT_FOUND; RUN_ALIVE when its process lives, whatever it does;
     *     RUN_STATE when it rests for another reason
     */
    public RunRow recover(long runId) {
        RunRow run = show(runId);
        if (run.state().isActive()) {
            throw new NightshiftException(
                    FailureCode.RUN_ALIVE,
                    "Run %d is %s: its process (pid %d on %s) shows signs of life."
                            .formatted(runId, run.state(), run.pid(), run.host()),
                    "End it with 'nightshift runs stop %d'; a process that died is noticed within 10 seconds. One that hangs: 'nightshift runs recover %d --force --reason TEXT'."
                            .formatted(runId, runId));
        }
        if (!FailureCode.RUN_DIED.name().equals(run.failureCode())) {
            throw refused(run, "recovered");
        }
        return run;
    }

    /**
     * Takes a run from its process, dead or alive, and marks it as FAILED, so that it can be
     * restarted. A process that only hung finds out at its next batch, before it commits anything;
     * the batch it may still be writing is the one that the restart repeats.
     *
     * @param reason recorded with the run
     * @throws NightshiftException NOT_FOUND; RUN_STATE when it rests already
     */
    public RunRow force(long runId, String actor, String reason) {
        while (true) {
            RunRow run = show(runId);
            if (!run.state().isActive() || run.state() == RunState.PAUSED) {
                throw refused(run, "forced to end");
            }
            if (recovery.force(runId, "forced to end by %s: %s".formatted(actor, reason))) {
                return now(runId);
            }
        }
    }

    /**
     * Runs that ended with their process, lately and not too often, and that nobody goes on with;
     * oldest first.
     *
     * @param system what the names begin with under which a process goes on with runs by itself
     * @param others the same for those that go on with their runs themselves
     */
    public List<RunRow> left(Duration lately, String system, String others) {
        recovery.recoverAll();
        return queries.left(lately, RunRecovery.MOST_DEATHS, system, others);
    }

    /** Marks every run whose process died; their numbers. */
    public List<Long> recoverAll() {
        return recovery.recoverAll();
    }

    /**
     * Removes runs that rest, and all that Spring Batch keeps of them, a few at a time.
     *
     * @param olderThan how long ago a COMPLETED, STOPPED or ABANDONED run must have ended
     * @param failedOlderThan the same for one that FAILED
     * @param dryRun only count
     * @return how many runs were, or would be, removed; PAUSED runs never are
     */
    public long purge(Duration olderThan, Duration failedOlderThan, boolean dryRun) {
        recovery.recoverAll();
        return purge.purge(olderThan, failedOlderThan, dryRun);
    }

    /** How many of a company's runs ended so long ago; see {@link #purge}. */
    public long countOld(CompanyId company, Duration olderThan, Duration failedOlderThan) {
        return purge.count(company, olderThan, failedOlderThan);
    }

    /**
     * Removes some of a company's runs that ended so long ago; see {@link #purge}.
     *
     * @param limit at most so many
     * @return how many; less than the limit when none is left
     */
    public long purgeSome(
            CompanyId company, Duration olderThan, Duration failedOlderThan, int limit) {
        return purge.some(company, olderThan, failedOlderThan, limit);
    }

    private RunRow now(long runId) {
        return queries.find(runId).map(StoredRun::row).orElseThrow(() -> notFound(runId));
    }

    /** The state may change between look and set: look again then. */
    private RunRow ask(long runId, RunState ending, RunState rest, String reason) {
        while (true) {
            RunRow run = show(runId);
            boolean done =
                    switch (run.state()) {
                        case QUEUED -> table.rest(runId, RunState.QUEUED, rest, reason);
                        case RUNNING -> table.move(runId, ending, reason);
                        case PAUSING ->
                                ending == RunState.PAUSING
                                        ? table.pausedBecause(runId, ending, reason)
                                        : table.move(runId, ending, reason);
                        case PAUSED ->
                                rest == RunState.PAUSED
                                        ? table.pausedBecause(runId, rest, reason)
                                        : table.rest(runId, RunState.PAUSED, rest, reason);
                        case STOPPING -> {
                            if (ending == RunState.PAUSING) {
                                throw refused(run, "paused");
                            }
                            yield true;
                        }
                        case STOPPED, COMPLETED, FAILED, ABANDONED ->
                                throw refused(run, rest == RunState.PAUSED ? "paused" : "stopped");
                    };
            if (done) {
                return now(runId);
            }
        }
    }

    private static NightshiftException refused(RunRow run, String wish) {
        return new NightshiftException(
                FailureCode.RUN_STATE,
                "Run %d is %s and cannot be %s.".formatted(run.runId(), run.state(), wish),
                "See it: nightshift runs show %d".formatted(run.runId()));
    }
}

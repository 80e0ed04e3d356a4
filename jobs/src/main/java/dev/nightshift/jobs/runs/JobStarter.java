package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.store.NewRun;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.jobs.runs.store.StoredRun;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Starts every run, alike for the command line, the API, a schedule, a drill and a test. A launch
 * is atomic across processes: of any number of launches of the same work one runs, and the others
 * are told which. Thread-safe.
 */
public final class JobStarter {
    private static final int LAUNCH_ATTEMPTS = 20;

    private final Map<String, JobDefinition> definitions;
    private final RunTable table;
    private final RunQueries queries;
    private final RunRecovery recovery;
    private final RunWork work;
    private final Function<Claim, LiveRun> runs;

    /** What a run's attempt begins with. */
    record Claim(
            long runId,
            int attempt,
            String owner,
            RunRequest request,
            RunProgress progress,
            Map<String, String> artefacts) {}

    /**
     * A run that was accepted and goes on by itself.
     *
     * @param report completed when the run is at rest
     */
    public record Submitted(long runId, CompletableFuture<RunReport> report) {}

    JobStarter(
            Map<String, JobDefinition> definitions,
            RunTable table,
            RunQueries queries,
            RunRecovery recovery,
            RunWork work,
            Function<Claim, LiveRun> runs) {
        this.definitions = definitions;
        this.table = table;
        this.queries = queries;
        this.recovery = recovery;
        this.work = work;
        this.runs = runs;
    }

    /**
     * Runs the job in this thread until it rests; waits first while another run has what it needs
     * to itself.
     *
     * @throws NightshiftException NOT_FOUND for an unknown job; ALREADY_RUNNING, naming the run,
     *     when the same work is not over; what its job does not admit. A run that fails is a
     *     report, not an exception.
     */
    public RunReport start(RunRequest request, RunListener listener) {
        JobDefinition definition = admitting(request);
        return work.perform(claim(request), definition, listener);
    }

    /** The same on another thread; the run has its number when this returns. */
    public Submitted submit(RunRequest request, Executor executor, RunListener listener) {
        JobDefinition definition = admitting(request);
        return submitted(claim(request), definition, executor, listener);
    }

    /**
     * Goes on with a run where it stood, with its own parameters, in this thread until it rests.
     *
     * @throws NightshiftException NOT_FOUND; RUN_STATE when it is COMPLETED or ABANDONED;
     *     ALREADY_RUNNING when it, or the same work as another run, is not over
     */
    public RunReport restart(long runId, String actor, String requestId, RunListener listener) {
        Claim claim = reclaim(runId, actor, requestId, Set.of(RunState.values()));
        return work.perform(live(claim), definition(claim.request().job()), listener);
    }

    /** Goes on with a paused run; like {@link #restart}, but refuses any other state. */
    public RunReport resume(long runId, String actor, String requestId, RunListener listener) {
        Claim claim = reclaim(runId, actor, requestId, Set.of(RunState.PAUSED));
        return work.perform(live(claim), definition(claim.request().job()), listener);
    }

    /** The same as {@link #restart} on another thread. */
    public Submitted submitRestart(
            long runId, String actor, String requestId, Executor executor, RunListener listener) {
        Claim claim = reclaim(runId, actor, requestId, Set.of(RunState.values()));
        return submitted(live(claim), definition(claim.request().job()), executor, listener);
    }

    /**
     * Goes on with a run that ended with its process, unless it is not any more as it was seen:
     * then it is empty.
     *
     * @param actor who takes it up, as it is shown
     * @throws NightshiftException RUN_STATE when its job holds it back; ALREADY_RUNNING when
     *     another process was faster
     */
    public Optional<Submitted> takeUp(
            RunRow seen, String actor, String requestId, Executor executor) {
        StoredRun run = queries.find(seen.runId()).orElse(null);
        JobDefinition definition = definitions.get(seen.job());
        if (run == null
                || definition == null
                || run.row().state() != seen.state()
                || !run.row().stateReason().equals(seen.stateReason())
                || run.row().attempts() != seen.attempts()) {
            return Optional.empty();
        }
        Optional<String> why =
                definition.heldBack(new PlatformContext(requestId, seen.job(), actor), seen);
        if (why.isPresent()) {
            throw new NightshiftException(
                    FailureCode.RUN_STATE,
                    "Run %d does not go on by itself: %s.".formatted(seen.runId(), why.get()),
                    "See it: nightshift runs show %d".formatted(seen.runId()));
        }
        Claim claim = requeued(run, actor, requestId, false);
        return Optional.of(submitted(live(claim), definition, executor, RunListener.NONE));
    }

    /**
     * The newest run of this work, when it ended early and can go on where it stood by {@link
     * #restart}; empty when there is none, or it runs, or it is done.
     */
    public Optional<RunRow> resumable(String job, String instanceKey) {
        recovery.recoverAll();
        return queries.newest(job, instanceKey)
                .map(StoredRun::row)
                .filter(run -> run.state().isResumable());
    }

    /**
     * Asks the runs of this process to stop and waits for them; for the end of the process. False
     * when some did not rest in time: their leases lapse, and they can be restarted.
     */
    public boolean stopAll(java.time.Duration patience) {
        return work.stopAll(patience);
    }

    private JobDefinition definition(String job) {
        JobDefinition definition = definitions.get(job);
        if (definition == null) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no job '%s'.".formatted(job),
                    "The jobs are %s."
                            .formatted(
                                    String.join(
                                            ", ",
                                            definitions.keySet().stream().sorted().toList())));
        }
        return definition;
    }

    /** The job of a run that may begin now. */
    private JobDefinition admitting(RunRequest request) {
        JobDefinition definition = definition(request.job());
        definition.admit(
                new PlatformContext(request.requestId(), request.job(), request.startedBy()),
                request.parameters());
        return definition;
    }

    private LiveRun live(Claim claim) {
        return runs.apply(claim);
    }

    private Submitted submitted(
            LiveRun run, JobDefinition definition, Executor executor, RunListener listener) {
        return new Submitted(
                run.runId(),
                CompletableFuture.supplyAsync(
                        () -> work.perform(run, definition, listener), executor));
    }

    private LiveRun claim(RunRequest request) {
        recovery.recoverAll();
        CompanyId company = request.company();
        NewRun row =
                new NewRun(
                        request.job(),
                        company == null ? null : company.value(),
                        request.instanceKey(),
                        request.exclusiveKey(),
                        request.startedBy(),
                        request.requestId(),
                        request.maskedParameters());
        String owner = UUID.randomUUID().toString();
        String activeKey = RunTable.activeKey(request.job(), request.instanceKey());
        for (int attempt = 0; attempt < LAUNCH_ATTEMPTS; attempt++) {
            try {
                long runId = table.insert(row, owner);
                return live(new Claim(runId, 1, owner, request, RunProgress.NONE, Map.of()));
            } catch (DuplicateKeyException taken) {
                refuseWhenActive(activeKey);
            } catch (ConcurrencyFailureException crowded) {
                // Many launches at one moment; the store let others go first.
                refuseWhenActive(activeKey);
            }
        }
        throw new NightshiftException(
                FailureCode.JDBC_UNAVAILABLE,
                "The relational store is too busy to start a run.",
                "Try again.");
    }

    private void refuseWhenActive(String activeKey) {
        OptionalLong active = queries.active(activeKey);
        if (active.isPresent()) {
            throw alreadyRunning(
                    queries.find(active.getAsLong()).map(StoredRun::row).orElseThrow());
        }
    }

    private static NightshiftException alreadyRunning(RunRow run) {
        return new NightshiftException(
                FailureCode.ALREADY_RUNNING,
                "Run %d does this already: it is %s, started by %s."
                        .formatted(run.runId(), run.state(), run.startedBy()),
                run.state() == RunState.PAUSED
                        ? "Go on with it: nightshift runs resume %d".formatted(run.runId())
                        : "Watch it: nightshift runs follow %d".formatted(run.runId()));
    }

    private Claim reclaim(long runId, String actor, String requestId, Set<RunState> from) {
        recovery.recoverAll();
        StoredRun run = queries.find(runId).orElseThrow(() -> RunRegistry.notFound(runId));
        RunRow row = run.row();
        if (row.state().isActive()) {
            throw alreadyRunning(row);
        }
        if (!row.state().isResumable() || !from.contains(row.state())) {
            throw new NightshiftException(
                    FailureCode.RUN_STATE,
                    "Run %d is %s and cannot go on.".formatted(runId, row.state()),
                    row.state().isResumable()
                            ? "Use: nightshift runs restart %d".formatted(runId)
                            : "Start a new run instead.");
        }
        return requeued(run, actor, requestId, true);
    }

    private Claim requeued(StoredRun run, String actor, String requestId, boolean byPerson) {
        RunRow row = run.row();
        RunRequest request = request(run, actor, requestId);
        var _ = admitting(request);
        String owner = UUID.randomUUID().toString();
        try {
            if (!table.requeue(run, owner, actor, requestId, byPerson)) {
                throw alreadyRunning(queries.find(run.runId()).map(StoredRun::row).orElseThrow());
            }
        } catch (DuplicateKeyException sameWork) {
            refuseWhenActive(RunTable.activeKey(row.job(), run.instanceKey()));
            throw sameWork;
        }
        return new Claim(
                run.runId(),
                row.attempts() + 1,
                owner,
                request,
                new RunProgress(row.counts(), row.done(), row.total()),
                row.artefacts());
    }

    private static RunRequest request(StoredRun run, String actor, String requestId) {
        String company = run.row().companyId();
        return new RunRequest(
                run.row().job(),
                company == null ? null : new CompanyId(company),
                run.instanceKey(),
                run.exclusiveKey(),
                run.row().parameters(),
                Set.of(),
                actor,
                requestId);
    }
}

package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.store.BatchMetadata;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.jobs.runs.store.RunEnd;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.jobs.runs.store.StoredRun;
import dev.nightshift.platform.runs.RunState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes a run from its place in the queue to its rest. Thread-safe. */
final class RunWork {
    private static final Logger log = LoggerFactory.getLogger(RunWork.class);

    /** Since the last sign of life; a run whose end is not written then is found dead. */
    private static final long END_PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final RunTable table;
    private final RunQueries queries;
    private final BatchMetadata metadata;
    private final RunRecovery recovery;
    private final BatchRuntime batch;
    private final Heartbeat heartbeat;
    private final RunAlerts alerts;
    private final long pollMillis;
    private final Map<LiveRun, CountDownLatch> atWork = new ConcurrentHashMap<>();

    RunWork(
            RunTable table,
            RunQueries queries,
            BatchMetadata metadata,
            RunRecovery recovery,
            BatchRuntime batch,
            Heartbeat heartbeat,
            RunAlerts alerts,
            LeaseTerms terms) {
        this.alerts = alerts;
        this.table = table;
        this.queries = queries;
        this.metadata = metadata;
        this.recovery = recovery;
        this.batch = batch;
        this.heartbeat = heartbeat;
        this.pollMillis = terms.poll().toMillis();
    }

    RunReport perform(LiveRun run, JobDefinition definition, RunListener listener) {
        RunReport report = RelationalStore.asking(() -> performOrThrow(run, definition, listener));
        alerts.rested(run.request(), report);
        return report;
    }

    private RunReport performOrThrow(LiveRun run, JobDefinition definition, RunListener listener) {
        CountDownLatch rested = new CountDownLatch(1);
        atWork.put(run, rested);
        heartbeat.add(run);
        boolean interrupted = false;
        try (var _ = MDC.putCloseable("runId", Long.toString(run.runId()));
                var _ = MDC.putCloseable("requestId", run.request().requestId());
                var _ = MDC.putCloseable("feature", run.request().job());
                var _ = MDC.putCloseable("companyId", companyOf(run))) {
            listener.accepted(run.runId());
            if (awaitTurn(run, listener)) {
                listener.began(run.runId());
                log.atInfo().addKeyValue("attempt", run.attempt()).log("run.began");
                RunEnd end = execute(run, definition);
                interrupted = run.wasInterrupted();
                conclude(run, end);
            }
            return report(run);
        } catch (InterruptedException endOfProcess) {
            interrupted = true;
            restInQueue(run);
            return report(run);
        } finally {
            heartbeat.remove(run);
            atWork.remove(run);
            rested.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean stopAll(Duration patience) {
        long deadline = patience.toMillis();
        Map<LiveRun, CountDownLatch> pending = Map.copyOf(atWork);
        pending.keySet().forEach(RunWork::end);
        pending.keySet().forEach(this::restInQueue);
        boolean all = true;
        for (CountDownLatch rested : pending.values()) {
            try {
                all &= rested.await(deadline, TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return all;
    }

    private void restInQueue(LiveRun run) {
        var _ =
                table.restOwn(
                        run.runId(),
                        run.lease().owner(),
                        RunState.QUEUED,
                        RunState.STOPPED,
                        RunEnd.PROCESS_ENDED);
    }

    private static void end(LiveRun run) {
        run.requestEndOfProcess();
    }

    private static String companyOf(LiveRun run) {
        var company = run.request().company();
        return company == null ? "" : company.value();
    }

    /** False when the run was stopped, or given to another process, while it waited. */
    private boolean awaitTurn(LiveRun run, RunListener listener) throws InterruptedException {
        String key = run.request().exclusiveKey();
        long told = -1;
        while (!run.lease().isLost()) {
            OptionalLong ahead =
                    key == null ? OptionalLong.empty() : queries.ahead(run.runId(), key);
            if (ahead.isEmpty()) {
                try {
                    return table.begin(run.runId(), run.lease().owner());
                } catch (DuplicateKeyException faster) {
                    // Another run of the same key was let in between the question and the update.
                    run.awaitChange(1);
                    continue;
                }
            }
            if (told != ahead.getAsLong()) {
                told = ahead.getAsLong();
                listener.waitingFor(run.runId(), told);
            }
            run.awaitChange(pollMillis);
            recovery.recoverAll();
        }
        return false;
    }

    private RunEnd execute(LiveRun run, JobDefinition definition) {
        RunEnd end;
        try {
            if (run.attempt() > 1) {
                metadata.repair(run.runId());
            }
            JobExecution execution = batch.execute(run.runId(), definition.job(run));
            execution.getAllFailureExceptions().forEach(RunWork::logFailure);
            end = RunOutcome.of(run, execution);
        } catch (Exception failure) {
            logFailure(failure);
            end = RunOutcome.of(run, failure);
        }
        return end;
    }

    private static void logFailure(Throwable failure) {
        log.atError().setCause(failure).log("run.failure");
    }

    /** Writes the end; when the store is away for a moment, again. */
    private void conclude(LiveRun run, RunEnd end) {
        while (!run.lease().isLost()) {
            try {
                if (tryToEnd(run, end)) {
                    log.atInfo()
                            .addKeyValue("status", end.state())
                            .addKeyValue("failureCode", end.failureCode())
                            .log("run.ended");
                    return;
                }
                run.lease().renew();
            } catch (DataAccessException away) {
                if (run.lease().ageNanos() > END_PATIENCE) {
                    throw away;
                }
            }
            pause(run);
        }
    }

    private void pause(LiveRun run) {
        try {
            run.awaitChange(pollMillis);
        } catch (InterruptedException endOfProcess) {
            // The end of the run is worth more than the haste.
            run.requestStop();
        }
    }

    /** An operator may move the state at any moment: the end follows the state as it is now. */
    private boolean tryToEnd(LiveRun run, RunEnd end) {
        String owner = run.lease().owner();
        if (end.state() == RunState.PAUSED) {
            var _ = table.moveOwn(run.runId(), owner, RunState.PAUSING, end.reason());
            return table.end(run.runId(), owner, end)
                    || table.end(run.runId(), owner, end.as(RunState.STOPPED));
        }
        if (end.state() != RunState.STOPPED) {
            return table.end(run.runId(), owner, end);
        }
        return queries.state(run.runId(), owner)
                .map(
                        state ->
                                switch (state) {
                                    case PAUSING -> table.end(run.runId(), owner, paused(end));
                                    case RUNNING ->
                                            table.moveOwn(
                                                            run.runId(),
                                                            owner,
                                                            RunState.STOPPING,
                                                            end.reason())
                                                    && table.end(run.runId(), owner, end);
                                    // A person wants it to rest: that is why, whatever else is.
                                    case STOPPING -> table.end(run.runId(), owner, end.because(""));
                                    case QUEUED, PAUSED, STOPPED, COMPLETED, FAILED, ABANDONED ->
                                            false;
                                })
                .orElse(false);
    }

    private static RunEnd paused(RunEnd end) {
        return end.as(RunState.PAUSED);
    }

    /** What the store says, or that this process has no say any more. */
    private RunReport report(LiveRun run) {
        StoredRun stored =
                queries.find(run.runId()).orElseThrow(() -> RunRegistry.notFound(run.runId()));
        RunReport report = RunReport.of(stored.row());
        return stored.row().attempts() == run.attempt() && !stored.row().state().isActive()
                ? report
                : report.lost(run.lease().failure());
    }
}

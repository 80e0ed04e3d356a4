package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows that the runs of this process live, and tells them what operators want. One daemon thread,
 * started with the first run. Thread-safe.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final RunQueries queries;
    private final LeaseTerms terms;
    private final Set<LiveRun> runs = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService scheduler;

    Heartbeat(RunQueries queries, LeaseTerms terms) {
        this.queries = queries;
        this.terms = terms;
    }

    synchronized void add(LiveRun run) {
        runs.add(run);
        if (scheduler == null) {
            scheduler =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("run-heartbeat").factory());
            long poll = terms.poll().toMillis();
            var _ = scheduler.scheduleWithFixedDelay(this::beat, poll, poll, TimeUnit.MILLISECONDS);
        }
    }

    void remove(LiveRun run) {
        runs.remove(run);
    }

    /** The runs of this process that are not at rest. */
    Set<LiveRun> runs() {
        return Set.copyOf(runs);
    }

    /** Whether this process works on it, and may: asks the store for more time. */
    boolean revives(long runId) {
        return runs.stream()
                .filter(run -> run.runId() == runId)
                .anyMatch(run -> run.lease().renew());
    }

    private void beat() {
        for (LiveRun run : runs) {
            try {
                beat(run);
            } catch (DataAccessException | TransactionException away) {
                log.atWarn()
                        .addKeyValue("runId", run.runId())
                        .setCause(away)
                        .log("run.heartbeat.failed");
            } catch (RuntimeException unexpected) {
                log.atError()
                        .addKeyValue("runId", run.runId())
                        .setCause(unexpected)
                        .log("run.heartbeat.failed");
            }
        }
    }

    private void beat(LiveRun run) {
        Lease lease = run.lease();
        if (lease.isLost()) {
            return;
        }
        if (lease.ageNanos() >= terms.renewal().toNanos()) {
            lease.renew();
            run.saveProgress();
        }
        Optional<RunState> state = queries.state(run.runId(), lease.owner());
        if (state.isEmpty()) {
            lease.lose();
            run.requestStop();
        } else {
            switch (state.get()) {
                case STOPPING, PAUSING -> run.requestStop();
                case QUEUED, RUNNING, PAUSED, STOPPED, COMPLETED, FAILED, ABANDONED -> {}
            }
        }
    }

    @Override
    public synchronized void close() {
        if (scheduler != null) {
            scheduler.shutdownNow();
        }
    }
}

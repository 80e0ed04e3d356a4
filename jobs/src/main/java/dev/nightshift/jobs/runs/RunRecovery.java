package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.BatchMetadata;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.jobs.runs.store.RunEnd;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.jobs.runs.store.StoredRun;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.runs.RunState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Finds runs whose process died and marks them FAILED, so that they can be restarted. Whoever looks
 * at runs calls it first: nobody is shown a dead run as running. Thread-safe, across processes too.
 */
final class RunRecovery {
    private static final Logger log = LoggerFactory.getLogger(RunRecovery.class);

    /** As often a run is taken up by itself; after one death more it waits for a person. */
    static final int MOST_DEATHS = 3;

    private final RunTable table;
    private final RunQueries queries;
    private final BatchMetadata metadata;
    private final RunAlerts alerts;
    private final TransactionTemplate together;
    private final LongPredicate livesHere;

    RunRecovery(
            RunTable table,
            RunQueries queries,
            BatchMetadata metadata,
            RunAlerts alerts,
            PlatformTransactionManager transactions,
            LongPredicate livesHere) {
        this.alerts = alerts;
        this.together = new TransactionTemplate(transactions);
        this.livesHere = livesHere;
        this.table = table;
        this.queries = queries;
        this.metadata = metadata;
    }

    /**
     * Marks every dead run; the numbers of those marked here.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException JDBC_UNAVAILABLE
     */
    List<Long> recoverAll() {
        return RelationalStore.asking(
                () ->
                        queries.held().stream()
                                .filter(StoredRun::isDead)
                                // A machine that slept lets leases lapse of what is at work here.
                                .filter(run -> !livesHere.test(run.runId()))
                                .filter(this::recoverUnlessOthersDo)
                                .map(StoredRun::runId)
                                .toList());
    }

    private boolean recoverUnlessOthersDo(StoredRun run) {
        try {
            return recover(run);
        } catch (ConcurrencyFailureException others) {
            return false;
        }
    }

    private boolean recover(StoredRun run) {
        RunState state = run.row().state();
        boolean wanted = state != RunState.STOPPING && state != RunState.PAUSING;
        boolean again = run.deaths() >= MOST_DEATHS;
        RunEnd end =
                new RunEnd(
                        RunState.FAILED,
                        wanted ? RunEnd.DIED : RunEnd.DIED + " while it was to rest",
                        null,
                        Map.of(),
                        FailureCode.RUN_DIED.name(),
                        "The process of run %d (pid %d on %s) died."
                                .formatted(run.runId(), run.row().pid(), run.row().host()),
                        again
                                ? "It died %d times: find out why, then go on with 'nightshift runs restart %d'."
                                        .formatted(run.deaths() + 1, run.runId())
                                : "Repeat the command, or go on with 'nightshift runs restart %d'."
                                        .formatted(run.runId()));
        return bury(run, !run.lapsed(), true, end, "run.recovered");
    }

    /** Ends the attempt that somebody holds, whether it lives or not; false when nobody does. */
    boolean force(long runId, String reason) {
        return RelationalStore.asking(
                () ->
                        queries.find(runId)
                                .filter(run -> run.leaseOwner() != null)
                                .filter(
                                        run ->
                                                bury(
                                                        run,
                                                        true,
                                                        false,
                                                        forced(run, reason),
                                                        "run.forced"))
                                .isPresent());
    }

    private static RunEnd forced(StoredRun run, String reason) {
        return new RunEnd(
                RunState.FAILED,
                reason,
                null,
                Map.of(),
                FailureCode.RUN_FORCED.name(),
                "Run %d was taken from its process (pid %d on %s)."
                        .formatted(run.runId(), run.row().pid(), run.row().host()),
                "Go on with 'nightshift runs restart %d'.".formatted(run.runId()));
    }

    private boolean bury(
            StoredRun run, boolean whateverTheLease, boolean died, RunEnd end, String event) {
        // Together: whoever restarts it in between would have its new execution ended.
        boolean buried =
                Boolean.TRUE.equals(
                        together.execute(
                                any -> {
                                    boolean done = table.bury(run, whateverTheLease, died, end);
                                    if (done) {
                                        metadata.repair(run.runId());
                                    }
                                    return done;
                                }));
        if (!buried) {
            return false;
        }
        alerts.died(run);
        log.atWarn()
                .addKeyValue("runId", run.runId())
                .addKeyValue("job", run.row().job())
                .addKeyValue("companyId", run.row().companyId())
                .addKeyValue("status", end.reason())
                .log(event);
        return true;
    }
}

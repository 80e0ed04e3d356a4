package dev.nightshift.jobs.runs;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.store.BatchMetadata;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.jobs.runs.store.RunPurge;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.platform.stack.Endpoints;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The runs of an installation, wired once per process. Cheap to open: Spring Batch is set up by the
 * first run. Thread-safe; close it when no run is at work here.
 */
public final class Runs implements AutoCloseable {
    private final RelationalStore store;
    private final Heartbeat heartbeat;
    private final JobStarter starter;
    private final RunRegistry registry;

    private Runs(
            RelationalStore store,
            Collection<? extends JobDefinition> jobs,
            AlertService alerts,
            LeaseTerms terms,
            LongSupplier nanos) {
        this.store = store;
        JdbcClient jdbc = JdbcClient.create(store.dataSource());
        RunTable table = new RunTable(jdbc, terms.lease());
        RunQueries queries = new RunQueries(jdbc);
        BatchMetadata metadata = new BatchMetadata(jdbc);
        BatchRuntime batch = new BatchRuntime(store.dataSource());
        RunAlerts told = new RunAlerts(alerts);
        this.heartbeat = new Heartbeat(queries, terms);
        RunRecovery recovery =
                new RunRecovery(
                        table, queries, metadata, told, batch.transactions(), heartbeat::revives);
        this.registry =
                new RunRegistry(
                        table,
                        queries,
                        recovery,
                        new RunPurge(table, queries, metadata, batch.transactions()),
                        nanos);
        this.starter =
                new JobStarter(
                        byName(jobs),
                        table,
                        queries,
                        recovery,
                        new RunWork(
                                table, queries, metadata, recovery, batch, heartbeat, told, terms),
                        claim ->
                                new LiveRun(
                                        claim.runId(),
                                        claim.attempt(),
                                        claim.request(),
                                        claim.progress(),
                                        claim.artefacts(),
                                        new Lease(
                                                table,
                                                nanos,
                                                claim.runId(),
                                                claim.owner(),
                                                terms.lease()),
                                        table,
                                        batch));
    }

    /**
     * Opens the relational store, brings its schema up to date and makes these jobs startable.
     *
     * @param alerts told of each run that fails, died or is done
     * @throws dev.nightshift.platform.failure.NightshiftException JDBC_UNAVAILABLE
     */
    public static Runs open(
            Endpoints endpoints, Collection<? extends JobDefinition> jobs, AlertService alerts) {
        return open(endpoints, jobs, alerts, LeaseTerms.DEFAULT, System::nanoTime);
    }

    /**
     * The same on a machine that may be suspended.
     *
     * @param wall tells how long it was
     */
    public static Runs open(
            Endpoints endpoints,
            Collection<? extends JobDefinition> jobs,
            AlertService alerts,
            InstantSource wall) {
        return open(
                endpoints, jobs, alerts, LeaseTerms.DEFAULT, new Elapsed(System::nanoTime, wall));
    }

    /** The same, telling nobody how its runs end. */
    public static Runs open(Endpoints endpoints, Collection<? extends JobDefinition> jobs) {
        return open(endpoints, jobs, (context, alert) -> {});
    }

    static Runs open(
            Endpoints endpoints,
            Collection<? extends JobDefinition> jobs,
            AlertService alerts,
            LeaseTerms terms,
            LongSupplier nanos) {
        return new Runs(RelationalStore.open(endpoints), jobs, alerts, terms, nanos);
    }

    private static Map<String, JobDefinition> byName(Collection<? extends JobDefinition> jobs) {
        return jobs.stream().collect(Collectors.toMap(JobDefinition::name, Function.identity()));
    }

    /** Starts, restarts and resumes. */
    public JobStarter starter() {
        return starter;
    }

    /** Lists, shows, stops, pauses, recovers and purges. */
    public RunRegistry registry() {
        return registry;
    }

    /** The relational store, for what else lives there. */
    public RelationalStore store() {
        return store;
    }

    /** Whether a run of this process knows that it is to end. */
    boolean isStopRequested(long runId) {
        return heartbeat.runs().stream()
                .anyMatch(run -> run.runId() == runId && run.isStopRequested());
    }

    @Override
    public void close() {
        heartbeat.close();
        store.close();
    }
}

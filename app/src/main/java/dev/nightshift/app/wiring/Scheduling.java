package dev.nightshift.app.wiring;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.app.terminal.Json;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.jobs.alertescalation.AlertEscalationJob;
import dev.nightshift.jobs.companycheck.CompanyCheckJob;
import dev.nightshift.jobs.csvimport.CsvImports;
import dev.nightshift.jobs.heartbeatsweep.HeartbeatSweepJob;
import dev.nightshift.jobs.housekeeping.HousekeepingJob;
import dev.nightshift.jobs.isolationtest.IsolationTestJob;
import dev.nightshift.jobs.keycleanup.KeyCleanupJob;
import dev.nightshift.jobs.keycleanup.KeyCleanupRequest;
import dev.nightshift.jobs.registryvalidation.RegistryValidations;
import dev.nightshift.jobs.retention.RetentionJob;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.sloprobe.SloProbeRequest;
import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.fire.Firing;
import dev.nightshift.schedules.fire.Overruns;
import dev.nightshift.schedules.fire.Recipients;
import dev.nightshift.schedules.fire.ScheduleAlerts;
import dev.nightshift.schedules.fire.SignsOfLife;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.launch.GivingWay;
import dev.nightshift.schedules.launch.InboxLauncher;
import dev.nightshift.schedules.launch.Launcher;
import dev.nightshift.schedules.launch.Order;
import dev.nightshift.schedules.launch.RunLauncher;
import dev.nightshift.schedules.serve.ScheduleService;
import dev.nightshift.schedules.serve.Servers;
import dev.nightshift.schedules.table.ScheduleFile;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;

import javax.sql.DataSource;

/** How schedules are put together with the jobs they start. Thread-safe. */
public final class Scheduling {
    private final Stores stores;
    private final Settings settings;
    private final Runs runs;
    private final CsvImports imports;
    private final Alerts alerts;
    private final InstantSource clock;

    Scheduling(
            Stores stores,
            Settings settings,
            Runs runs,
            CsvImports imports,
            Alerts alerts,
            InstantSource clock) {
        this.stores = stores;
        this.settings = settings;
        this.runs = runs;
        this.imports = imports;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * The bridge from a schedule to its runs.
     *
     * @param store where history is kept
     * @param timer for what takes too long; the caller ends it
     * @param leases for signs of life and nothing that may wait; the caller ends it
     */
    public Firing firing(
            DataSource store, ScheduledExecutorService timer, ScheduledExecutorService leases) {
        JdbcClient jdbc = JdbcClient.create(store);
        ScheduleHistory history = new ScheduleHistory(jdbc);
        Recipients recipients = new Recipients(stores.companies());
        ScheduleAlerts told = new ScheduleAlerts(alerts);
        return new Firing(
                history,
                new ScheduleStates(jdbc),
                launchers(),
                recipients,
                told,
                new Overruns(
                        timer,
                        history,
                        recipients,
                        told,
                        (run, actor) -> {
                            var _ = runs.registry().stop(run, actor);
                        }),
                SignsOfLife.by(leases, history));
    }

    /**
     * Enters this process as one that serves.
     *
     * @param store of its own, so that runs never wait for the scheduler
     * @param leases for signs of life and nothing that may wait; the caller ends it
     * @param onLost called once when another process took over
     * @throws dev.nightshift.platform.failure.NightshiftException BAD_SCHEDULES, ALREADY_RUNNING
     */
    public ScheduleService serve(
            DataSource store,
            Firing firing,
            ScheduledExecutorService timer,
            ScheduledExecutorService leases,
            Runnable onLost) {
        JdbcClient jdbc = JdbcClient.create(store);
        return ScheduleService.enter(
                new ScheduleService.Parts(
                        store,
                        stores.endpoints().jdbcUrl().startsWith("jdbc:postgresql:"),
                        () -> table(settings),
                        new ScheduleHistory(jdbc),
                        new ScheduleStates(jdbc),
                        new Servers(jdbc),
                        firing,
                        timer,
                        leases,
                        onLost,
                        clock));
    }

    /**
     * The table as its files have it now; an experiment that is scheduled is read too.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException BAD_SCHEDULES, FILE_NOT_FOUND
     */
    public static Schedules table(Settings settings) {
        Path experiments = settings.dataDir().resolve("experiments");
        return ScheduleFile.load(
                settings.schedules(),
                name -> {
                    var _ = Experiments.find(experiments, name);
                });
    }

    private static boolean isFull(Order order) {
        return order.schedule().parameters().containsKey("full");
    }

    private Map<ScheduledJob, Launcher> launchers() {
        Map<ScheduledJob, Launcher> launchers = new EnumMap<>(ScheduledJob.class);
        for (ScheduledJob job : ScheduledJob.values()) {
            launchers.put(job, launcher(job));
        }
        return launchers;
    }

    private Launcher launcher(ScheduledJob job) {
        return switch (job) {
            case INBOX_IMPORT ->
                    new InboxLauncher(
                            settings.inboxDir(), imports, runs.registry()::show, Json::pretty);
            case HEARTBEAT_SWEEP ->
                    RunLauncher.of(runs, order -> HeartbeatSweepJob.request(order.context()));
            case ALERT_ESCALATION ->
                    RunLauncher.of(runs, order -> AlertEscalationJob.request(order.context()));
            case REGISTRY_VALIDATION ->
                    RunLauncher.of(
                            runs,
                            order ->
                                    RegistryValidations.request(order.context(), Optional.empty()));
            case KEY_CLEANUP ->
                    RunLauncher.of(
                            runs,
                            order ->
                                    KeyCleanupJob.wish(
                                            order.context(),
                                            new KeyCleanupRequest(
                                                    null, null, true, SweepPace.GENTLE)));
            case SLO_PROBE ->
                    new GivingWay(
                            RunLauncher.of(
                                    runs,
                                    order ->
                                            SloProbeRequest.all(isFull(order))
                                                    .run(order.context())),
                            order ->
                                    isFull(order)
                                            ? OptionalLong.empty()
                                            : SloProbeRequest.fullAtWork(runs.registry()));
            case RETENTION ->
                    RunLauncher.of(
                            runs,
                            order ->
                                    RetentionJob.request(order.context(), Optional.empty(), false));
            case COMPANY_CHECK ->
                    RunLauncher.of(runs, order -> CompanyCheckJob.request(order.context()));
            case ISOLATION_TEST ->
                    RunLauncher.of(runs, order -> IsolationTestJob.request(order.context()));
            case DRILL ->
                    RunLauncher.anew(
                            runs,
                            order ->
                                    DrillJob.request(
                                            order.context(),
                                            order.schedule()
                                                    .parameters()
                                                    .getOrDefault(DrillJob.EXPERIMENT, "")));
            case HOUSEKEEPING ->
                    RunLauncher.of(
                            runs,
                            order ->
                                    HousekeepingJob.request(
                                            order.context(), order.schedule().sortedParameters()));
        };
    }
}

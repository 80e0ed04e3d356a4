package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.http.HttpEndpoints;
import dev.nightshift.app.http.Watch;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.jobs.runs.takeup.LeftRuns;
import dev.nightshift.jobs.runs.takeup.ReadOnlyPauses;
import dev.nightshift.jobs.runs.takeup.Recovery;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.fire.Firing;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.serve.ScheduleService;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@code serve}: runs what is due until the process is asked to end. */
@Command(
        name = "serve",
        description = {
            "Runs what is due until it is asked to end, by Ctrl-C or SIGTERM. What is at work then",
            "stops at its next batch and goes on when 'serve' is started again: exit code 5.",
            "Runs whose process died go on here too, unless NIGHTSHIFT_TAKE_UP_RUNS is false.",
            "GET /health, /health/ready, /health/keys and /metrics at"
                    + " NIGHTSHIFT_HTTP_ADDRESS:NIGHTSHIFT_HTTP_PORT",
            "(127.0.0.1:8391 by default). One at a time, unless runs are kept in PostgreSQL."
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 50;

    private final Session session;

    /** The command in a session. */
    public ServeCommand(Session session) {
        this.session = session;
    }

    /** What is due next; the names are the JSON contract. */
    record Next(String name, @Nullable Instant nextAt, String job, String companies) {}

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        session.surroundings().stopSignal().onStop(ended::countDown);
        Jobs jobs = session.jobs("serve");
        ScheduledExecutorService timer =
                Executors.newScheduledThreadPool(
                        2, task -> Thread.ofPlatform().daemon().name("schedules").unstarted(task));
        ScheduledExecutorService leases =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().daemon().name("leases").unstarted(task));
        try (RelationalStore store = RelationalStore.open(session.endpoints())) {
            Firing firing = jobs.scheduling().firing(store.dataSource(), timer, leases);
            try (ScheduleService service =
                            jobs.scheduling()
                                    .serve(
                                            store.dataSource(),
                                            firing,
                                            timer,
                                            leases,
                                            ended::countDown);
                    HttpEndpoints http =
                            new Watch(
                                            service,
                                            store.dataSource(),
                                            session.stores("serve"),
                                            () -> KeySpaces.read(session.settings().keySpacesDir()),
                                            jobs.alerts(),
                                            session.surroundings().clock())
                                    .open(session.settings());
                    ServersWatch servers =
                            ServersWatch.begin(
                                    session.stack()::endpoints,
                                    session.endpoints(),
                                    ended::countDown)) {
                service.begin();
                Recovery recovery =
                        new Recovery(
                                new ReadOnlyPauses(jobs.runs()),
                                session.settings().takeUpRuns()
                                        ? Optional.of(new LeftRuns(jobs.runs()))
                                        : Optional.empty(),
                                session.stores("serve").mongo()::mode);
                recovery.watch(timer);
                session.printer().note("answers at " + http.address());
                tell(service);
                ended.await();
                if (servers.isMoved()) {
                    throw new NightshiftException(
                            FailureCode.STACK_UNAVAILABLE,
                            "The embedded servers were started anew at another address: this"
                                    + " process cannot use them any more.",
                            "Start 'nightshift serve' again; what was at work goes on.");
                }
                Optional<NightshiftException> loss = service.loss();
                if (loss.filter(why -> why.code() == FailureCode.JDBC_UNAVAILABLE).isPresent()) {
                    // There is nothing to write the end of a run into: their leases lapse.
                    throw loss.get();
                }
                int exit = RelationalStore.asking(() -> stop(service, firing, recovery, jobs));
                if (loss.isPresent()) {
                    throw loss.get();
                }
                return exit;
            }
        } finally {
            timer.shutdownNow();
            leases.shutdownNow();
        }
    }

    private void tell(ScheduleService service) {
        Instant now = session.surroundings().clock().instant();
        session.printer()
                .result(
                        service.table().enabled().stream().map(row -> next(row, now)).toList(),
                        ServeCommand::table);
    }

    private static Next next(Schedule row, Instant now) {
        return new Next(
                row.name(),
                Lateness.times(row).after(now).orElse(null),
                row.job().jobName(),
                row.companies().toString());
    }

    private static String table(List<Next> rows) {
        Table table = new Table("SCHEDULE", "NEXT", "JOB", "COMPANIES");
        rows.forEach(row -> table.row(row.name(), row.nextAt(), row.job(), row.companies()));
        return table.toString();
    }

    /**
     * A run may begin just while all are asked to stop: they are asked until nothing is at work.
     */
    private int stop(ScheduleService service, Firing firing, Recovery recovery, Jobs jobs) {
        service.pause();
        recovery.end();
        boolean resumed = recovery.isAtWork();
        CountDownLatch never = new CountDownLatch(1);
        for (int second = 0; isAtWork(service, recovery) && second < PATIENCE_SECONDS; second++) {
            jobs.runs().starter().stopAll(Duration.ofSeconds(1));
            try {
                var _ = never.await(200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        boolean unfinished = isAtWork(service, recovery);
        boolean cut = firing.wasCut() || resumed;
        session.printer()
                .note(
                        unfinished
                                ? "something is still at work; it is found and goes on next time"
                                : cut
                                        ? "stopped; what was at work goes on next time"
                                        : "stopped; nothing is left to go on with");
        return unfinished || cut ? Exit.STOPPED : Exit.DONE;
    }

    private static boolean isAtWork(ScheduleService service, Recovery recovery) {
        return service.isAtWork() || recovery.isAtWork();
    }
}

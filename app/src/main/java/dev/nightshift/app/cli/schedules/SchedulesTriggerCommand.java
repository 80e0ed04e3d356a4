package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.fire.Firing;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.ScheduleHistory;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import javax.sql.DataSource;

/** {@code schedules trigger}. */
@Command(
        name = "trigger",
        description = {
            "Runs a schedule now, in this process, and waits for it; a paused or disabled one too.",
            "Its overlap rule holds: exit code 3 when an earlier time of it is at work.",
            "Stopped by Ctrl-C it goes on when a process serves: exit code 5."
        })
public final class SchedulesTriggerCommand implements Callable<Integer> {
    @Mixin private ScheduleArgument schedule = new ScheduleArgument();

    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "Only for this company.")
    private @Nullable String company;

    private final Session session;

    /** The command in a session. */
    public SchedulesTriggerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Schedule row = session.schedules().show(schedule.name());
        Optional<CompanyId> only = Optional.ofNullable(company).map(CompanyId::new);
        if (only.isPresent() && row.job().scope() == ScheduledJob.Scope.PLATFORM) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "The job %s works for all companies at once.".formatted(row.job().jobName()),
                    "Leave --company out.");
        }
        Jobs jobs = session.jobs("schedules");
        only.ifPresent(
                id ->
                        session.stores("schedules")
                                .companies()
                                .requireActive(session.tenant(id, "schedules")));
        DataSource store = jobs.runs().store().dataSource();
        Instant now = session.surroundings().clock().instant().truncatedTo(ChronoUnit.MILLIS);
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor()) {
            Firing firing = jobs.scheduling().firing(store, timer, leases);
            session.surroundings().stopSignal().onStop(firing::end);
            try {
                firing.fire(row, now, Cause.MANUAL, only);
            } finally {
                timer.shutdownNow();
                leases.shutdownNow();
            }
        }
        List<HistoryRow> rows = new ScheduleHistory(JdbcClient.create(store)).at(row.name(), now);
        session.printer().result(rows, HistoryView::table);
        return HistoryView.exit(rows);
    }
}

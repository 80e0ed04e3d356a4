package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.drills.calendar.DrillCalendar;
import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.drills.journal.DrillSummary;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.ScheduleStates;

import org.springframework.jdbc.core.simple.JdbcClient;

import picocli.CommandLine.Command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code drill calendar}. */
@Command(
        name = "calendar",
        description = {
            "Tells which drill is due, by the table of schedules or by its own interval: overdue",
            "first. Drills that were refused, ended early or cannot be judged do not count.",
            "Exit code 1 when one is overdue."
        })
public final class DrillCalendarCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public DrillCalendarCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<DrillCalendar.Row> rows = rows(session, session.surroundings().clock().instant());
        session.printer().result(rows, DrillCalendarCommand::text);
        return rows.stream().anyMatch(row -> row.due() == DrillCalendar.Due.OVERDUE)
                ? Exit.FAILED
                : Exit.DONE;
    }

    /** All experiments, those to be done first. */
    public static List<DrillCalendar.Row> rows(Session session, Instant now) {
        List<DrillSummary> drills = new ArrayList<>(DrillArgument.archive(session).drills());
        for (DrillSummary here : DrillArgument.drills(session).list()) {
            drills.removeIf(copy -> copy.drillId().equals(here.drillId()));
            drills.add(here);
        }
        return DrillCalendar.of(
                DrillListCommand.experiments(session).all(), drills, new ByTable(session), now);
    }

    /** By the enabled rows that name a drill. */
    private record ByTable(Schedules table, ScheduleStates states)
            implements DrillCalendar.Timetable {
        ByTable(Session session) {
            this(
                    session.schedules(),
                    new ScheduleStates(JdbcClient.create(session.runs().store().dataSource())));
        }

        @Override
        public Optional<Instant> after(Experiment experiment, Instant moment) {
            return rows(experiment)
                    .map(row -> Lateness.times(row).after(moment))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
        }

        @Override
        public Optional<Instant> since(Experiment experiment) {
            return RelationalStore.asking(
                    () ->
                            rows(experiment)
                                    .map(row -> states.find(row.name()))
                                    .flatMap(Optional::stream)
                                    .map(ScheduleStates.State::since)
                                    .min(Instant::compareTo));
        }

        private Stream<Schedule> rows(Experiment experiment) {
            return table.enabled().stream()
                    .filter(row -> row.job().jobName().equals(DrillJob.NAME))
                    .filter(
                            row ->
                                    experiment
                                            .name()
                                            .equals(row.parameters().get(DrillJob.EXPERIMENT)));
        }
    }

    private static String text(List<DrillCalendar.Row> rows) {
        Table table =
                new Table(
                        "EXPERIMENT",
                        "DUE",
                        "WHEN",
                        "LAST",
                        "AT",
                        "RECOVERY",
                        "TARGET",
                        "TREND",
                        "OWNER");
        rows.forEach(
                row ->
                        table.row(
                                row.experiment(),
                                row.due(),
                                day(row.nextAt()),
                                row.lastState() == null ? "-" : row.lastState(),
                                day(row.lastAt()),
                                DrillListCommand.seconds(row.lastRtoMs()),
                                DrillListCommand.seconds(row.rtoTargetMs()),
                                row.trend() == null ? "-" : row.trend(),
                                row.owner()));
        return table.toString();
    }

    private static String day(@org.jspecify.annotations.Nullable Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}

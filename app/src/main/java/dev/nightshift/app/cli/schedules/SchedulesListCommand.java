package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Session;
import dev.nightshift.schedules.Schedules;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.concurrent.Callable;

/** {@code schedules list}. */
@Command(
        name = "list",
        description = {
            "Lists schedules: the shipped ones, and those of NIGHTSHIFT_SCHEDULES.",
            "on-time: nothing of it was missed. late: it was due, its grace is over, and nobody",
            "ran it; is 'serve' running? HEARTBEAT is of each schedule by itself: silent when a",
            "time of it should be done by now (its grace and longest time are over) and is not."
        })
public final class SchedulesListCommand implements Callable<Integer> {
    @Option(
            names = "--check",
            description = "Only reads the files, and tells what is wrong with them.")
    private boolean check;

    private final Session session;

    /** The command in a session. */
    public SchedulesListCommand(Session session) {
        this.session = session;
    }

    /** The result of a check; its names are the JSON contract. */
    record Checked(int schedules, int enabled) {}

    @Override
    public Integer call() {
        Schedules table = session.schedules();
        if (check) {
            session.printer()
                    .result(
                            new Checked(table.rows().size(), table.enabled().size()),
                            checked ->
                                    "%d schedules, %d of them enabled"
                                            .formatted(checked.schedules(), checked.enabled()));
            return 0;
        }
        Instant now = session.surroundings().clock().instant();
        session.printer()
                .result(
                        Kept.in(
                                session,
                                kept ->
                                        table.rows().stream()
                                                .map(row -> ScheduleView.of(row, kept, now))
                                                .toList()),
                        ScheduleView::table);
        return 0;
    }
}

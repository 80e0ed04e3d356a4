package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code schedules pause}. */
@Command(
        name = "pause",
        description = {
            "Pauses a schedule: each time it is due is recorded as vetoed, and nothing runs.",
            "What is at work goes on. 'serve' need not run."
        })
public final class SchedulesPauseCommand implements Callable<Integer> {
    @Mixin private ScheduleArgument schedule = new ScheduleArgument();

    private final Session session;

    /** The command in a session. */
    public SchedulesPauseCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Result(String name, boolean paused, boolean changed) {}

    @Override
    public Integer call() {
        String name = session.schedules().show(schedule.name()).name();
        boolean changed =
                Kept.in(
                        session,
                        kept ->
                                kept.states()
                                        .pause(
                                                name,
                                                session.actor(),
                                                session.surroundings().clock().instant()));
        session.printer().result(new Result(name, true, changed), SchedulesPauseCommand::text);
        return 0;
    }

    private static String text(Result result) {
        return result.changed()
                ? "%s is paused".formatted(result.name())
                : "%s is paused already".formatted(result.name());
    }
}

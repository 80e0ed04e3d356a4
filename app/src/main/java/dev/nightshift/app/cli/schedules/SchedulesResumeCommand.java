package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code schedules resume}. */
@Command(
        name = "resume",
        description = {
            "Lets a paused schedule go on from its next time; what was vetoed is not made up for."
        })
public final class SchedulesResumeCommand implements Callable<Integer> {
    @Mixin private ScheduleArgument schedule = new ScheduleArgument();

    private final Session session;

    /** The command in a session. */
    public SchedulesResumeCommand(Session session) {
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
                                        .resume(name, session.surroundings().clock().instant()));
        session.printer().result(new Result(name, false, changed), SchedulesResumeCommand::text);
        return 0;
    }

    private static String text(Result result) {
        return result.changed()
                ? "%s goes on".formatted(result.name())
                : "%s was not paused".formatted(result.name());
    }
}

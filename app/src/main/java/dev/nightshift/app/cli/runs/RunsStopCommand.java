package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs stop}. */
@Command(name = "stop", description = "Asks a run to stop at its next batch; it can be restarted.")
public final class RunsStopCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsStopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer()
                .result(session.runs().registry().stop(run.id(), session.actor()), RunView::lines);
        return 0;
    }
}

package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs pause}. */
@Command(name = "pause", description = "Asks a run to pause at its next batch; it can be resumed.")
public final class RunsPauseCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsPauseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer()
                .result(session.runs().registry().pause(run.id(), session.actor()), RunView::lines);
        return 0;
    }
}

package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs recover}. */
@Command(
        name = "recover",
        description = "Marks a run whose process died, so that it can be restarted.")
public final class RunsRecoverCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsRecoverCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer().result(session.runs().registry().recover(run.id()), RunView::lines);
        return 0;
    }
}

package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs show}. */
@Command(name = "show", description = "Shows a run: parameters, counts, outcome.")
public final class RunsShowCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer().result(session.runs().registry().show(run.id()), RunView::lines);
        return 0;
    }
}

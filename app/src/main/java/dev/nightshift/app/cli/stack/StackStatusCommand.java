package dev.nightshift.app.cli.stack;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** {@code stack status}. */
@Command(name = "status", description = "Says whether the embedded servers run, and which.")
public final class StackStatusCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public StackStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        StackView.of(session.stack().status(), session.settings().dataDir())
                .print(session.printer());
        return 0;
    }
}

package dev.nightshift.app.cli.stack;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** {@code stack stop}. */
@Command(name = "stop", description = "Stops the embedded servers; their data stays.")
public final class StackStopCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public StackStopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean stopped = session.stack().stop();
        session.printer()
                .note("The embedded servers %s.".formatted(stopped ? "stopped" : "did not run"));
        StackView.of(session.stack().status(), session.settings().dataDir())
                .print(session.printer());
        return 0;
    }
}

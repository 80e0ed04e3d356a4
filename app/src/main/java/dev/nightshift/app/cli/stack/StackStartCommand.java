package dev.nightshift.app.cli.stack;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** {@code stack start}. */
@Command(name = "start", description = "Starts the embedded servers that the settings need.")
public final class StackStartCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public StackStartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.endpoints();
        StackView.of(session.stack().status(), session.settings().dataDir())
                .print(session.printer());
        return 0;
    }
}

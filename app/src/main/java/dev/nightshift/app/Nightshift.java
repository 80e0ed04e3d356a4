package dev.nightshift.app;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.Surroundings;

/** The {@code nightshift} command. */
public final class Nightshift {
    private Nightshift() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ProcessEnd end = new ProcessEnd(System.err);
        end.run(() -> new Cli(Surroundings.ofProcess(end)).run(arguments));
    }
}

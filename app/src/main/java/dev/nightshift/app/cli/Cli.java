package dev.nightshift.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

import java.io.PrintWriter;
import java.util.Locale;

/** Runs one command line. Not thread-safe. */
public final class Cli {
    private final Surroundings surroundings;

    /** A command line in those surroundings. */
    public Cli(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs the command and returns its exit code; failures have been told. */
    public int run(String... arguments) {
        // English, whatever the machine speaks: in Arabic digits a number is no number for
        // programs.
        Locale.setDefault(Locale.ROOT);
        RootCommand root = new RootCommand();
        try (Session session = new Session(surroundings, root.options)) {
            return run(root, session, arguments);
        }
    }

    private int run(RootCommand root, Session session, String... arguments) {
        Failures failures = new Failures(surroundings, session);
        int exit =
                CommandTree.of(root, session, arguments)
                        .setOut(new PrintWriter(surroundings.out(), true, UTF_8))
                        .setErr(new PrintWriter(surroundings.err(), true, UTF_8))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .setParameterExceptionHandler(failures)
                        .setExecutionExceptionHandler(failures)
                        .execute(arguments);
        surroundings.out().flush();
        return surroundings.out().checkError() ? Math.max(exit, Exit.FAILED) : exit;
    }
}

package dev.nightshift.app.terminal;

import dev.nightshift.app.cli.Cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/** Runs commands whose output nobody reads. */
public final class QuietCommand {
    private QuietCommand() {}

    /** Runs one in that environment; its exit code. */
    public static int run(Map<String, String> environment, String... arguments) {
        PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Cli(
                        new Surroundings(
                                InputStream.nullInputStream(),
                                quiet,
                                quiet,
                                environment,
                                InstantSource.system(),
                                false,
                                false,
                                StopSignal.NONE))
                .run(arguments);
    }
}

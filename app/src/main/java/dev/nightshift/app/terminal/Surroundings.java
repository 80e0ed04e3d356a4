package dev.nightshift.app.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * All that a command takes from the outside, so that a test can give it something else.
 *
 * @param out takes the result and nothing else
 * @param err takes progress, warnings and failures
 * @param environment variables such as {@code NIGHTSHIFT_DATA_DIR}
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 * @param stopSignal tells when the process is asked to end
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InstantSource clock,
        boolean outIsTerminal,
        boolean errIsTerminal,
        StopSignal stopSignal) {
    /** Those of this process; the launcher knows which streams are terminals. */
    public static Surroundings ofProcess(StopSignal stopSignal) {
        return new Surroundings(
                System.in,
                System.out,
                System.err,
                System.getenv(),
                InstantSource.system(),
                Boolean.getBoolean("nightshift.terminal.out"),
                Boolean.getBoolean("nightshift.terminal.err"),
                stopSignal);
    }
}

package dev.nightshift.app;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Runs what operators run most, so that the JVM can keep the loaded classes for the next start. The
 * launcher calls it twice per build, with a folder that it removes afterwards: for short commands
 * without a store, and for jobs: a start takes all classes of a cache, also those it has no use
 * for.
 */
final class StartTraining {
    private static final String SAMPLE =
            """
            lead_id,purchase_id,first_name,last_name,phone,email,city,state,zipcode,dob,military
            L1,P1,Ada,Byron,+12025550143,ada@example.com,Boston,MA,02134,1990-01-02,yes
            L2,P2,Bo,Ek,2025550144x12,bo@example.com,Austin,TX,73301,02/03/1991,no
            L3,P3,No,Key,,,,,,,
            """;

    private static final int ROWS = 30_000;

    private StartTraining() {}

    /** Arguments: the folder to train in; {@code short} or {@code jobs}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path sample = folder.resolve("sample.csv");
        Files.writeString(sample, SAMPLE);
        Path large = folder.resolve("large.csv");
        writeLarge(large);
        Surroundings surroundings =
                new Surroundings(
                        InputStream.nullInputStream(),
                        quiet(),
                        quiet(),
                        Map.of("NIGHTSHIFT_DATA_DIR", folder.resolve("data").toString()),
                        InstantSource.system(),
                        false,
                        false,
                        StopSignal.NONE);
        for (List<String> command :
                arguments[1].equals("short")
                        ? shortCommands(sample.toString())
                        : jobs(sample.toString(), large.toString())) {
            new Cli(surroundings).run(command.toArray(String[]::new));
        }
        new Cli(surroundings).run("stack", "stop");
    }

    /** Enough rows for the hot methods to be known as such. */
    private static void writeLarge(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(SAMPLE.lines().findFirst().orElseThrow() + "\n");
            for (int row = 0; row < ROWS; row++) {
                out.write(
                        "L%1$d,P%1$d,Ada,Byron,(617) 555-%2$04d,ada%1$d@example.com,Boston,MA,02134,1990-01-02,yes%n"
                                .formatted(row, row % 10_000));
            }
        }
    }

    /** Commands that need no store. */
    private static List<List<String>> shortCommands(String sample) {
        return List.of(
                List.of("--help"),
                List.of("--version"),
                List.of("import", "--help"),
                List.of("import", "--no-such-option"),
                List.of("import", "inspect", sample));
    }

    /** Commands that need the stores. */
    private static List<List<String>> jobs(String sample, String large) {
        return List.of(
                List.of("import", large, "--company", "demo"),
                List.of("import", sample, "--company", "demo", "--dry-run"),
                List.of("import", sample, "--company", "demo"),
                List.of("import", sample, "--company", "demo", "--force", "--output", "json"),
                List.of("runs", "list"),
                List.of("companies", "list"),
                List.of("status"),
                List.of("leads", "list", "--company", "demo"));
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}

package dev.nightshift.app;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;

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
 * launcher calls it once per build with a folder that it removes afterwards.
 */
final class StartTraining {
    private static final String SAMPLE =
            """
            lead_id,purchase_id,first_name,last_name,phone,email,city,state,zipcode,dob,military
            L1,P1,Ada,Byron,+12025550143,ada@example.com,Boston,MA,02134,1990-01-02,yes
            L2,P2,Bo,Ek,2025550144x12,bo@example.com,Austin,TX,73301,02/03/1991,no
            L3,P3,No,Key,,,,,,,
            """;

    private StartTraining() {}

    /** Trains in the folder that is the only argument. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path sample = folder.resolve("sample.csv");
        Files.writeString(sample, SAMPLE);
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
                List.of(
                        List.of("--help"),
                        List.of("--version"),
                        List.of("import", "--help"),
                        List.of("import", "--no-such-option"),
                        List.of("import", "inspect", sample.toString()),
                        List.of("import", "inspect", sample.toString(), "--output", "json"),
                        List.of("import", sample.toString(), "--company", "demo", "--dry-run"),
                        List.of("import", sample.toString(), "--company", "demo"),
                        List.of("import", "list", "--company", "demo"),
                        List.of("runs", "list", "--output", "json"),
                        List.of("leads", "list", "--company", "demo"),
                        List.of("companies", "list"),
                        List.of("doctor"),
                        List.of("stack", "stop"))) {
            new Cli(surroundings).run(command.toArray(String[]::new));
        }
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}

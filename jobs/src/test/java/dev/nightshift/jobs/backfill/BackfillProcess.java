package dev.nightshift.jobs.backfill;

import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A backfill, or its rollback, in a process of its own, to be killed. */
final class BackfillProcess {
    static final String ID = "M20260101_DoubleNumbers";

    private BackfillProcess() {}

    public static void main(String[] args) {
        Settings settings = settings(Path.of(args[0]));
        try (BackfillBench bench =
                BackfillBench.on(new Stack(settings).endpoints(), new M20260101_DoubleNumbers())) {
            switch (args[1]) {
                case "run" -> bench.run(ID, BackfillBench.options(100));
                case "resume" -> bench.resume(ID);
                default -> bench.rollback(ID, java.util.Optional.empty(), false);
            }
        }
    }

    static Settings settings(Path dataDir) {
        return Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", dataDir.toString()));
    }

    static Process start(Path dataDir, String what) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BackfillProcess.class.getName(),
                                dataDir.toString(),
                                what))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

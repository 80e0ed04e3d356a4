package dev.nightshift.jobs.backfill;

import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.stack.Stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A backfill, or its rollback, in a process of its own, to be killed. */
final class BackfillProcess {
    static final String ID = "M20260101_DoubleNumbers";

    private BackfillProcess() {}

    public static void main(String[] args) {
        Endpoints direct = new Stack(settings(Path.of(args[0]))).endpoints();
        try (BackfillBench bench =
                BackfillBench.on(
                        through(Integer.parseInt(args[1]), direct),
                        new M20260101_DoubleNumbers())) {
            switch (args[2]) {
                case "run" -> bench.run(ID, BackfillBench.options(50));
                case "resume" -> bench.resume(ID);
                default -> bench.rollback(ID, java.util.Optional.empty(), false);
            }
        }
    }

    private static Endpoints through(int proxy, Endpoints direct) {
        int port = URI.create(direct.mongodbUri()).getPort();
        return new Endpoints(
                direct.mongodbUri().replace(":" + port, ":" + proxy),
                direct.redisUri(),
                direct.jdbcUrl(),
                direct.jdbcUser(),
                direct.jdbcPassword(),
                "through a proxy");
    }

    static Settings settings(Path dataDir) {
        return Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", dataDir.toString()));
    }

    /**
     * Starts it.
     *
     * @param proxy the port through which it reaches MongoDB
     */
    static Process start(Path dataDir, int proxy, String what) throws IOException {
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
                                Integer.toString(proxy),
                                what))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

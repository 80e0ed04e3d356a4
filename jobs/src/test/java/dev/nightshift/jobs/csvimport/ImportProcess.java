package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.CompanyId;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An import in a process of its own, to be killed. */
final class ImportProcess {
    private ImportProcess() {}

    public static void main(String[] args) {
        Settings settings = settings(Path.of(args[0]));
        try (ImportBench bench = ImportBench.on(settings, new Stack(settings).endpoints())) {
            ImportReport report =
                    bench.run(
                            ImportBench.platform().in(new CompanyId(args[1])),
                            Path.of(args[2]),
                            ImportOptions.defaults());
            System.out.println(report.outcome());
        }
    }

    static Settings settings(Path dataDir) {
        return Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", dataDir.toString()));
    }

    static Process start(Path dataDir, String company, Path file) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ImportProcess.class.getName(),
                                dataDir.toString(),
                                company,
                                file.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.data.LeadFile;
import dev.nightshift.benchmarks.data.Vendor;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Program;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Milliseconds until the help is there, and until a job of one row has run, by the launcher and by
 * the same jar as it comes from the build: not unpacked, without cache, with the JVM's own
 * settings.
 */
public final class StartUp implements Experiment {
    private final Plan plan;
    private final Nightshift nightshift;
    private final Path file;

    public StartUp(Plan plan, Nightshift nightshift) throws IOException, InterruptedException {
        this.plan = plan;
        this.nightshift = nightshift;
        this.file = plan.work().resolve("one-row.csv");
        new LeadFile(Vendor.NEXTGEN, 1, 0, 0).writeTo(file);
        // What is done once (building, training, starting the servers) is no part of a start.
        nightshift.command("companies", "list").run();
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        String[] help = {"--help"};
        String[] job = {
            "import", file.toString(), "--company", "demo", "--dry-run", "--output", "json"
        };
        results.add("--help, ms", nightshift.command(help).run().wallMs());
        results.add("--help by the jar, ms", jar(help).run().wallMs());
        results.add("job of one row, ms", nightshift.command(job).run().wallMs());
        results.add("job of one row by the jar, ms", jar(job).run().wallMs());
    }

    private Program jar(String... words) {
        Program launcher = nightshift.command(words);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar"));
        command.add(plan.home().resolve("app/target/nightshift.jar").toString());
        command.addAll(List.of(words));
        return new Program(command, Map.copyOf(launcher.environment()), plan.home());
    }

    @Override
    public void judge(Results results) {
        results.judge("--help : jar", "--help, ms", "--help by the jar, ms", Sense.AT_MOST, 0.3);
        results.judge(
                "job start : jar",
                "job of one row, ms",
                "job of one row by the jar, ms",
                Sense.AT_MOST,
                0.4);
    }
}

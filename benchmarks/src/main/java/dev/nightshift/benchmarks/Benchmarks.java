package dev.nightshift.benchmarks;

import dev.nightshift.benchmarks.experiments.Backfill;
import dev.nightshift.benchmarks.experiments.BackfillMemory;
import dev.nightshift.benchmarks.experiments.EmitLatency;
import dev.nightshift.benchmarks.experiments.Experiment;
import dev.nightshift.benchmarks.experiments.Growth;
import dev.nightshift.benchmarks.experiments.HeartbeatSweep;
import dev.nightshift.benchmarks.experiments.ImportSpeed;
import dev.nightshift.benchmarks.experiments.KeyCleanup;
import dev.nightshift.benchmarks.experiments.MemoryOfLargeFiles;
import dev.nightshift.benchmarks.experiments.RegistryReports;
import dev.nightshift.benchmarks.experiments.Review;
import dev.nightshift.benchmarks.experiments.SingleStages;
import dev.nightshift.benchmarks.experiments.StartUp;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Peers;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the experiments, prints their ratios as Markdown and keeps them in {@code
 * benchmarks/target/work/results.md} and {@code results.json}. Started by {@code benchmarks/run}.
 */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of("").toAbsolutePath();
        Plan plan;
        try {
            plan = Plan.parse(List.of(arguments), home);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        Files.createDirectories(plan.work());
        Results results = new Results();
        for (Experiment experiment : experiments(plan)) {
            System.err.println(experiment.getClass().getSimpleName());
            for (int run = 1; run <= plan.runs(); run++) {
                experiment.run(run, results);
            }
            experiment.judge(results);
            // After each one, so that an aborted run has left something.
            Files.writeString(plan.work().resolve("results.md"), results.markdown());
            JsonMapper.shared()
                    .writeValue(plan.work().resolve("results.json").toFile(), results.tree());
        }
        System.out.println(results.markdown());
    }

    private static List<Experiment> experiments(Plan plan)
            throws IOException, InterruptedException {
        Nightshift nightshift = new Nightshift(plan);
        Peers peers = new Peers(plan.home());
        List<Experiment> experiments = new ArrayList<>();
        if (plan.only().contains("startup")) {
            experiments.add(new StartUp(plan, nightshift));
        }
        if (plan.only().contains("speed")) {
            experiments.add(new ImportSpeed(plan, nightshift, peers));
        }
        if (plan.only().contains("stages")) {
            experiments.add(new SingleStages(plan, peers));
        }
        if (plan.only().contains("growth")) {
            experiments.add(new Growth(plan, nightshift));
        }
        if (plan.only().contains("backfill")) {
            experiments.add(new Backfill(plan, nightshift, peers));
        }
        if (plan.only().contains("backfill-memory")) {
            experiments.add(new BackfillMemory(plan, nightshift));
        }
        if (plan.only().contains("keys")) {
            experiments.add(new KeyCleanup(plan, nightshift));
        }
        if (plan.only().contains("sweep")) {
            experiments.add(new HeartbeatSweep(plan, nightshift));
        }
        if (plan.only().contains("status")) {
            experiments.add(new Review(plan, nightshift));
        }
        if (plan.only().contains("emit")) {
            experiments.add(new EmitLatency(plan));
        }
        if (plan.only().contains("registry")) {
            experiments.add(new RegistryReports(plan, nightshift));
        }
        if (plan.only().contains("memory")) {
            experiments.add(new MemoryOfLargeFiles(plan, nightshift));
        }
        return experiments;
    }
}

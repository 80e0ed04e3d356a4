package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.harness.Peers;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;
import dev.nightshift.benchmarks.stages.MergeStage;
import dev.nightshift.benchmarks.stages.NormaliseStage;

import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Stream;

/** Rows a second of each stage of an import alone, on one core, its input in memory. */
public final class SingleStages implements Experiment {
    private static final String NORMALISE = "stage: normalise, rows/s";
    private static final String MERGE = "stage: merge, rows/s";

    private final Plan plan;
    private final Peers peers;

    public SingleStages(Plan plan, Peers peers) {
        this.plan = plan;
        this.peers = peers;
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        String rows = Integer.toString(plan.rows());
        results.add(NORMALISE, peers.rowsPerSecond(NormaliseStage.class, rows));
        results.add(MERGE, peers.rowsPerSecond(MergeStage.class, rows));
    }

    @Override
    public void judge(Results results) {
        if (results.has("dry run, rows/s")) {
            String slowest =
                    Stream.of(NORMALISE, MERGE)
                            .min(Comparator.comparingDouble(results::median))
                            .orElseThrow();
            results.judge(
                    "dry run : slowest stage", "dry run, rows/s", slowest, Sense.AT_LEAST, 0.8);
        }
    }
}

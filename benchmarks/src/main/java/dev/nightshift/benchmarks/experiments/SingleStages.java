package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.harness.Peers;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;
import dev.nightshift.benchmarks.stages.NormaliseStage;

import java.io.IOException;

/** Rows a second of each stage of an import alone, on one core, its input in memory. */
public final class SingleStages implements Experiment {
    private final Plan plan;
    private final Peers peers;

    public SingleStages(Plan plan, Peers peers) {
        this.plan = plan;
        this.peers = peers;
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        results.add(
                "stage: normalise, rows/s",
                peers.rowsPerSecond(NormaliseStage.class, Integer.toString(plan.rows())));
    }

    @Override
    public void judge(Results results) {
        if (results.has("dry run, rows/s")) {
            results.judge(
                    "dry run : slowest stage",
                    "dry run, rows/s",
                    "stage: normalise, rows/s",
                    Sense.AT_LEAST,
                    0.8);
        }
    }
}

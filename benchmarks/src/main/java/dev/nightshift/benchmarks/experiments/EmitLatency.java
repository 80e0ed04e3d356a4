package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.harness.Jmh;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import java.io.IOException;
import java.nio.file.Path;

/** How long a caller waits for an emit: {@code alerts.EmitBenchmark}, by JMH. */
public final class EmitLatency implements Experiment {
    private static final String GOAL = "emit limit at p99, us";

    private final Plan plan;

    public EmitLatency(Plan plan) {
        this.plan = plan;
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        Path data = plan.work().resolve("emit").resolve(Integer.toString(number));
        for (Jmh.Sampled sampled :
                new Jmh(plan).sample("EmitBenchmark", "nightshift.benchmark.data", data)) {
            for (double percentile : new double[] {50, 95, 99, 99.9}) {
                results.add(
                        "emit, stores %s, p%s, us".formatted(sampled.parameter(), name(percentile)),
                        sampled.nanos(percentile) / 1_000);
            }
        }
        results.add(GOAL, 50);
    }

    private static String name(double percentile) {
        return percentile == Math.rint(percentile)
                ? Long.toString(Math.round(percentile))
                : Double.toString(percentile);
    }

    @Override
    public void judge(Results results) {
        for (String stores : new String[] {"up", "away"}) {
            results.judge(
                    "emit, stores %s, p99 : 50 us".formatted(stores),
                    "emit, stores %s, p99, us".formatted(stores),
                    GOAL,
                    Sense.AT_MOST,
                    1);
        }
    }
}

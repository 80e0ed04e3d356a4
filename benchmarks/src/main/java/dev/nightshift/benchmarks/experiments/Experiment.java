package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.harness.Results;

import java.io.IOException;

/** Something that is measured a few times and then judged. Leaves no data behind. */
public interface Experiment {
    /** One run of everything that is compared, one after the other. */
    void run(int number, Results results) throws IOException, InterruptedException;

    /** The ratios of the medians. */
    void judge(Results results);
}

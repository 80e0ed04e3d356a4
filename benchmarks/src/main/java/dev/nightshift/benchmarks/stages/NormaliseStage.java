package dev.nightshift.benchmarks.stages;

import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;

import java.util.List;

/** Normalises rows that are in memory, on one thread. Argument: rows. */
public final class NormaliseStage {
    private NormaliseStage() {}

    public static void main(String[] arguments) {
        List<List<String>> file = Nextgen.rows(Integer.parseInt(arguments[0]));
        LeadNormaliser normaliser = Nextgen.normaliser();
        Nextgen.measure(
                file.size(),
                () -> {
                    long line = 1;
                    for (List<String> cells : file) {
                        normaliser.normalise(++line, cells);
                    }
                });
    }
}

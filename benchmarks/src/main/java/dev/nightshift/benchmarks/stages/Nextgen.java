package dev.nightshift.benchmarks.stages;

import dev.nightshift.benchmarks.data.LeadFile;
import dev.nightshift.benchmarks.data.Vendor;
import dev.nightshift.jobs.csvimport.normalise.ColumnTarget;
import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;
import dev.nightshift.platform.leads.LeadField;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The input of the stages: a nextgen file in memory. */
final class Nextgen {
    /** Columns whose name is not the field's in snake case. */
    private static final Map<String, LeadField> OTHER_NAMES =
            Map.of("street_1", LeadField.STREET_1, "street_2", LeadField.STREET_2);

    private static final int ROUNDS = 5;

    private Nextgen() {}

    static List<List<String>> rows(int rows) {
        return LeadFile.of(Vendor.NEXTGEN, rows).cells().map(Arrays::asList).toList();
    }

    static LeadNormaliser normaliser() {
        List<ColumnTarget> columns = new ArrayList<>();
        for (String header : Vendor.NEXTGEN.header()) {
            LeadField field = OTHER_NAMES.get(header);
            for (LeadField candidate : LeadField.values()) {
                if (candidate.name().equals(header.toUpperCase(Locale.ROOT))) {
                    field = candidate;
                }
            }
            columns.add(new ColumnTarget(columns.size(), field, header, false));
        }
        return new LeadNormaliser(columns, "US", "NextGen", LocalDate.of(2026, 2, 1));
    }

    /** Prints the median time of five rounds, the first ones of which warm up the JVM. */
    static void measure(int rows, Runnable round) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            round.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf("{\"rows\":%d,\"durationMs\":%d}%n", rows, nanos[ROUNDS / 2] / 1_000_000);
    }
}

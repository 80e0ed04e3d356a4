package dev.nightshift.benchmarks.stages;

import dev.nightshift.benchmarks.data.LeadFile;
import dev.nightshift.benchmarks.data.Vendor;
import dev.nightshift.jobs.csvimport.normalise.ColumnTarget;
import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;
import dev.nightshift.jobs.csvimport.normalise.NormalisedRow;
import dev.nightshift.platform.leads.LeadField;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Normalises rows that are in memory, on one thread, five times; the median counts. Argument: rows.
 */
public final class NormaliseStage {
    /** Columns whose name is not the field's in snake case. */
    private static final Map<String, LeadField> OTHER_NAMES =
            Map.of("street_1", LeadField.STREET_1, "street_2", LeadField.STREET_2);

    private static final int ROUNDS = 5;

    private NormaliseStage() {}

    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        List<List<String>> file =
                LeadFile.of(Vendor.NEXTGEN, rows).cells().map(Arrays::asList).toList();
        LeadNormaliser normaliser =
                new LeadNormaliser(nextgen(), "US", "NextGen", LocalDate.of(2026, 2, 1));
        long[] nanos = new long[ROUNDS];
        long rejected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            rejected = normalise(file, normaliser);
            nanos[round] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "{\"rows\":%d,\"durationMs\":%d,\"rejected\":%d}%n",
                rows, nanos[ROUNDS / 2] / 1_000_000, rejected);
    }

    private static long normalise(List<List<String>> file, LeadNormaliser normaliser) {
        long rejected = 0;
        for (int i = 0; i < file.size(); i++) {
            if (normaliser.normalise(i + 2, file.get(i)) instanceof NormalisedRow.Rejected) {
                rejected++;
            }
        }
        return rejected;
    }

    private static List<ColumnTarget> nextgen() {
        List<ColumnTarget> columns = new ArrayList<>();
        for (String header : Vendor.NEXTGEN.header()) {
            LeadField field = OTHER_NAMES.get(header);
            for (LeadField candidate : LeadField.values()) {
                if (candidate.name().equalsIgnoreCase(header)) {
                    field = candidate;
                }
            }
            columns.add(new ColumnTarget(columns.size(), field, header, false));
        }
        return columns;
    }
}

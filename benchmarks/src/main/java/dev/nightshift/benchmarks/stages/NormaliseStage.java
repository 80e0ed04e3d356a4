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
import java.util.Locale;
import java.util.Map;

/** Normalises rows that are in memory, on one thread. Arguments: rows, rounds. */
public final class NormaliseStage {
    /** Columns whose name is not the field's in snake case. */
    private static final Map<String, LeadField> OTHER_NAMES =
            Map.of("street_1", LeadField.STREET_1, "street_2", LeadField.STREET_2);

    private NormaliseStage() {}

    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        List<List<String>> file =
                LeadFile.of(Vendor.NEXTGEN, rows).cells().map(Arrays::asList).toList();
        LeadNormaliser normaliser =
                new LeadNormaliser(nextgen(), "US", "NextGen", LocalDate.of(2026, 2, 1));
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            long rejected = 0;
            long warnings = 0;
            for (int i = 0; i < rows; i++) {
                switch (normaliser.normalise(i + 2, file.get(i))) {
                    case NormalisedRow.Accepted row -> warnings += row.warnings().size();
                    case NormalisedRow.Rejected row -> rejected++;
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"stage\":\"normalise\",\"rows\":%d,\"rowsPerSecond\":%.0f,"
                            + "\"rejected\":%d,\"warnings\":%d}%n",
                    rows,
                    rows / seconds,
                    rejected,
                    warnings);
        }
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

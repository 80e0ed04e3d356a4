package dev.nightshift.app.cli.imports;

import dev.nightshift.app.terminal.Json;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.RowProblem;
import dev.nightshift.readers.csv.CsvRecord;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.readers.csv.vendor.ColumnMapping;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inspection as one JSON object, a line for each decision, row and problem. */
final class InspectionJson implements InspectionPrinter {
    private record Column(String column, @Nullable String field, double confidence) {
        static Column of(ColumnMapping mapping) {
            LeadField field = mapping.field();
            return new Column(
                    mapping.column(),
                    field == null ? null : field.fieldName(),
                    mapping.confidence());
        }
    }

    private record Row(long line, List<String> values) {}

    private record Problem(long line, RowProblem code, String message) {}

    private final PrintStream out;
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private long problemCount;
    private long rows;

    InspectionJson(PrintStream out, String file) {
        this.out = out;
        this.file = file;
    }

    @Override
    public void decisions(Inspection inspection, @Nullable NightshiftException problem) {
        Map<String, @Nullable Object> decisions = new LinkedHashMap<>();
        decisions.put("file", file);
        decisions.put("sha256", inspection.sha256());
        decisions.put("size", inspection.file().size());
        decisions.put("compression", inspection.file().compression().name());
        decisions.put("charset", inspection.dialect().charset().name());
        decisions.put("bom", !inspection.bom().isEmpty());
        decisions.put("delimiter", String.valueOf(inspection.dialect().delimiter()));
        decisions.put("quote", String.valueOf(inspection.dialect().quote()));
        decisions.put("preambleLines", inspection.preambleLines());
        decisions.put("header", inspection.header());
        decisions.put("vendor", inspection.vendor());
        decisions.put("mapping", inspection.mapping().stream().map(Column::of).toList());
        decisions.put("notImportable", notImportable(problem));
        out.print("{\n");
        decisions.forEach((name, value) -> out.printf("  \"%s\" : %s,%n", name, Json.line(value)));
        out.print("  \"rows\" : [");
    }

    private static @Nullable Map<String, String> notImportable(
            @Nullable NightshiftException problem) {
        if (problem == null) {
            return null;
        }
        Map<String, String> told = new LinkedHashMap<>();
        told.put("code", problem.code().name());
        told.put("message", problem.message());
        told.put("hint", problem.hint());
        return told;
    }

    @Override
    public void row(CsvRecord row) {
        RowProblem problem = row.problem();
        if (problem != null) {
            problemCount++;
            if (problems.size() < LISTED_PROBLEMS) {
                problems.add(new Problem(row.line(), problem, row.message()));
            }
            return;
        }
        out.print(rows == 0 ? "\n    " : ",\n    ");
        out.print(Json.line(new Row(row.line(), row.values())));
        rows++;
    }

    @Override
    public void close() {
        out.print(rows == 0 ? "],\n" : "\n  ],\n");
        out.print("  \"problemCount\" : " + problemCount + ",\n");
        out.print("  \"problems\" : [");
        for (int i = 0; i < problems.size(); i++) {
            out.print(i == 0 ? "\n    " : ",\n    ");
            out.print(Json.line(problems.get(i)));
        }
        out.print(problems.isEmpty() ? "]\n}\n" : "\n  ]\n}\n");
    }
}

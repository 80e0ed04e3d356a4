package dev.nightshift.app.cli.imports;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.readers.csv.CsvRecord;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.readers.csv.source.Compression;
import dev.nightshift.readers.csv.vendor.ColumnMapping;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The inspection for a person. */
final class InspectionText implements InspectionPrinter {
    private final PrintStream out;
    private final String file;
    private final List<String> problems = new ArrayList<>();
    private long rows;
    private long problemCount;

    InspectionText(PrintStream out, String file) {
        this.out = out;
        this.file = file;
    }

    @Override
    public void decisions(Inspection inspection, @Nullable NightshiftException problem) {
        line(
                "file",
                "%s, %d bytes, %s"
                        .formatted(
                                file,
                                inspection.file().size(),
                                inspection.file().compression() == Compression.NONE
                                        ? "not compressed"
                                        : inspection
                                                .file()
                                                .compression()
                                                .name()
                                                .toLowerCase(java.util.Locale.ROOT)));
        line("sha256", inspection.sha256());
        line(
                "charset",
                inspection.dialect().charset().name()
                        + (inspection.bom().isEmpty()
                                ? ""
                                : ", byte order mark " + inspection.bom()));
        line("delimiter", delimiter(inspection.dialect().delimiter()));
        line("quote", String.valueOf(inspection.dialect().quote()));
        line("preamble", inspection.preambleLines() + " lines before the header");
        line("vendor", inspection.vendor());
        out.print("\n" + mapping(inspection.mapping()));
        if (problem != null) {
            out.println("\nNot importable: " + Printable.lines(problem.message()));
            out.println(Printable.lines(problem.hint()));
        }
    }

    private void line(String name, String value) {
        out.printf("%-9s  %s%n", name, Printable.of(value));
    }

    private static String delimiter(char delimiter) {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "pipe";
            default -> String.valueOf(delimiter);
        };
    }

    private static String mapping(List<ColumnMapping> columns) {
        Table table = new Table("COLUMN", "FIELD", "CONFIDENCE");
        for (ColumnMapping column : columns) {
            LeadField field = column.field();
            if (column.ignored()) {
                table.row(column.column(), "(ignored)", "");
            } else if (field == null) {
                table.row(column.column(), "(vendorData)", "");
            } else {
                table.row(column.column(), field.fieldName(), column.confidence());
            }
        }
        return table.toString();
    }

    @Override
    public void row(CsvRecord row) {
        if (row.problem() != null) {
            problemCount++;
            if (problems.size() < LISTED_PROBLEMS) {
                problems.add("line %d: %s, %s".formatted(row.line(), row.problem(), row.message()));
            }
            return;
        }
        if (rows++ == 0) {
            out.println("\nrows");
        }
        out.printf("line %d: %s%n", row.line(), Printable.of(String.join(" | ", row.values())));
    }

    @Override
    public void close() {
        if (problemCount == 0) {
            return;
        }
        out.printf("%nproblems: %d%n", problemCount);
        problems.forEach(problem -> out.println(Printable.of(problem)));
    }
}

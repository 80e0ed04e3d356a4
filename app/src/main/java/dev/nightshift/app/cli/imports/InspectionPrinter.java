package dev.nightshift.app.cli.imports;

import dev.nightshift.app.terminal.Printer;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.CsvRecord;
import dev.nightshift.readers.csv.Inspection;

import org.jspecify.annotations.Nullable;

/**
 * Prints an inspection while the rows are read, so that a file of any size can be looked at. Used
 * by one thread: decisions, rows, close.
 */
interface InspectionPrinter extends AutoCloseable {
    /** Problems beyond these are counted and not listed. */
    int LISTED_PROBLEMS = 1_000;

    static InspectionPrinter to(Surroundings surroundings, Printer printer, String file) {
        return printer.json()
                ? new InspectionJson(surroundings.out(), file)
                : new InspectionText(surroundings.out(), file);
    }

    /**
     * What was decided before the first row.
     *
     * @param problem why it cannot be imported; null when it can
     */
    void decisions(Inspection inspection, @Nullable NightshiftException problem);

    void row(CsvRecord row);

    @Override
    void close();
}

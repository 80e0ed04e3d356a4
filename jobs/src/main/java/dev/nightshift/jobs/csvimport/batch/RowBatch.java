package dev.nightshift.jobs.csvimport.batch;

import dev.nightshift.jobs.csvimport.normalise.NormalisedRow;
import dev.nightshift.readers.csv.CsvRecord;

import java.util.List;

/**
 * Consecutive rows of the file: the unit of work, of commit and of restart.
 *
 * @param number from 0, the same for the same rows in every attempt
 * @param rows in file order
 * @param endOffset bytes of the decompressed file up to the end of the last row
 * @param endLine lines up to the end of the last row
 * @param last whether the file ends here; such a batch has no rows
 */
public record RowBatch(long number, List<Row> rows, long endOffset, long endLine, boolean last) {
    /** One row as it was read, and what became of it. */
    public record Row(CsvRecord record, NormalisedRow result) {}
}

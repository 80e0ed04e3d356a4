package dev.nightshift.readers.csv;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.vendor.ColumnMapping;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/**
 * All that is decided about a file before its first row is taken. Immutable.
 *
 * @param file as it was when it was looked at
 * @param sha256 of its bytes on disk, hexadecimal
 * @param decompressedSize bytes of its text
 * @param bom name of its byte order mark, empty when it has none
 * @param preambleLines lines before the header
 * @param header names of the columns
 * @param dataOffset bytes up to the first data row
 * @param dataLine lines up to the first data row
 * @param vendor name of the vendor, {@code generic} for none
 * @param source label of its leads
 * @param mapping what each column is for
 * @param fromRejects whether it is a rejects file of ours, whose escapes are undone
 * @param problem why it cannot be imported; null when it can
 */
public record Inspection(
        CsvFile file,
        String sha256,
        long decompressedSize,
        Dialect dialect,
        String bom,
        int preambleLines,
        List<String> header,
        long dataOffset,
        long dataLine,
        String vendor,
        String source,
        List<ColumnMapping> mapping,
        boolean fromRejects,
        CsvLimits limits,
        @Nullable NightshiftException problem) {
    /** The data rows, from the first. */
    public CsvRecords records() throws IOException {
        return recordsAt(dataOffset, dataLine);
    }

    /** The data rows behind a position that a record ended at. */
    public CsvRecords recordsAt(long offset, long line) throws IOException {
        return new CsvRecords(
                file.open(offset, limits), offset, line, dialect, limits, header.size());
    }
}

package dev.nightshift.readers.csv;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.detect.Dialect;
import dev.nightshift.readers.csv.source.CsvFile;
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
 * @param guarded whether it is a file of ours, rejects or an export, where an apostrophe before
 *     what a spreadsheet would run is undone
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
        boolean guarded,
        CsvLimits limits,
        @Nullable NightshiftException problem) {
    public Inspection {
        header = List.copyOf(header);
        mapping = List.copyOf(mapping);
    }

    /** The data rows, from the first. Memory does not grow with the file. */
    public CsvRecords records() throws IOException {
        return recordsAt(dataOffset, dataLine);
    }

    /**
     * The data rows behind a position that a record ended at.
     *
     * @param offset the record's end offset
     * @param line the record's end line
     */
    public CsvRecords recordsAt(long offset, long line) throws IOException {
        // A plain file is read from its first byte when it is read from its first row, so that its
        // checksum can be compared at the end.
        boolean whole = offset == dataOffset;
        var in = file.open(whole ? 0 : offset, limits.unpack());
        if (whole) {
            in.skipNBytes(offset);
        }
        return new CsvRecords(
                in,
                offset,
                line,
                new CsvRecords.Layout(dialect, header.size(), guarded, sha256),
                limits);
    }

    Inspection with(@Nullable NightshiftException newProblem) {
        return new Inspection(
                file,
                sha256,
                decompressedSize,
                dialect,
                bom,
                preambleLines,
                header,
                dataOffset,
                dataLine,
                vendor,
                source,
                mapping,
                guarded,
                limits,
                newProblem);
    }
}

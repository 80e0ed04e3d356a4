package dev.nightshift.readers.csv;

import dev.nightshift.readers.csv.source.UnpackLimits;

/**
 * What a file may cost before it is refused or a record is rejected.
 *
 * @param fieldChars characters of one field
 * @param recordBytes bytes of one record
 * @param recordLines lines that one record may span; an open quote behind them is not closed
 * @param columns columns of the header
 * @param nameChars characters of a column's name
 * @param unpack how far a packed file may grow
 */
public record CsvLimits(
        int fieldChars,
        int recordBytes,
        int recordLines,
        int columns,
        int nameChars,
        UnpackLimits unpack) {
    /** Generous for people's files, small against the heap. */
    public static CsvLimits defaults() {
        return new CsvLimits(64 << 10, 1 << 20, 1_000, 1_000, 256, UnpackLimits.defaults());
    }
}

package dev.nightshift.readers.csv;

/**
 * What a file may cost before it is refused or a record is rejected.
 *
 * @param fieldChars characters of one field
 * @param recordBytes bytes of one record, line ends included
 * @param recordLines lines that one quoted record may span
 * @param columns columns of the header
 * @param ratio times a compressed file may grow, looked at beyond {@code ratioFromBytes}
 * @param ratioFromBytes decompressed bytes from which the ratio counts
 * @param decompressedBytes bytes of a decompressed file
 */
public record CsvLimits(
        int fieldChars,
        int recordBytes,
        int recordLines,
        int columns,
        int ratio,
        long ratioFromBytes,
        long decompressedBytes) {
    /** Generous for people's files, small against the heap. */
    public static CsvLimits defaults() {
        return new CsvLimits(64 << 10, 1 << 20, 1_000, 1_000, 200, 100L << 20, 200L << 30);
    }
}

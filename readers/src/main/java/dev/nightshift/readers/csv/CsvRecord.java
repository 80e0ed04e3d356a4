package dev.nightshift.readers.csv;

import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One record as it stands in the file. Immutable.
 *
 * @param line 1-based line where it starts
 * @param endLine lines of the file up to its end
 * @param startOffset bytes of the decompressed file before it
 * @param endOffset bytes of the decompressed file up to and with its line end
 * @param raw its text without the line end; replacement characters where it cannot be decoded
 * @param values its fields; as far as they could be told where there is a problem
 * @param problem why it cannot be taken, null when it can
 * @param message of the problem, without values; empty when there is none
 */
public record CsvRecord(
        long line,
        long endLine,
        long startOffset,
        long endOffset,
        String raw,
        List<String> values,
        @Nullable RowProblem problem,
        String message) {}

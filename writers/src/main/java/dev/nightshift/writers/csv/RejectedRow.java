package dev.nightshift.writers.csv;

import java.util.List;

/**
 * A row that was not taken.
 *
 * @param line 1-based line of the original file where the row starts
 * @param values its cells as they were in the file; anything but one per column when it is unsure
 *     which cell belongs to which column
 * @param text the record as it was in the file, without its line end
 * @param code a {@code RowProblem}'s name
 * @param field the field to look at, empty when the problem is of the whole row
 * @param message what is wrong
 */
public record RejectedRow(
        long line, List<String> values, String text, String code, String field, String message) {}

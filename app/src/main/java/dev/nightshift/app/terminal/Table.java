package dev.nightshift.app.terminal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows under headings, aligned by the width a terminal gives each character; numbers stand to the
 * right. Cells are made printable. Built by one thread.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row; null is an empty cell. */
    public Table row(@org.jspecify.annotations.Nullable Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : Printable.of(told(cell)));
        }
        row.addAll(Collections.nCopies(Math.max(0, headings.size() - row.size()), ""));
        rows.add(List.copyOf(row));
        return this;
    }

    // A moment to the millisecond: a database keeps more, and nobody reads more.
    private static String told(Object cell) {
        return cell instanceof Instant moment
                ? moment.truncatedTo(ChronoUnit.MILLIS).toString()
                : cell.toString();
    }

    /** The lines of the table, each ended; a table without rows is its headings. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int[] widths = new int[headings.size()];
        boolean[] numbers = new boolean[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Width.of(headings.get(column));
            numbers[column] = !rows.isEmpty();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], Width.of(row.get(column)));
                numbers[column] &= isNumber(row.get(column));
            }
        }
        line(text, headings, widths, numbers);
        rows.forEach(row -> line(text, row, widths, numbers));
        return text.toString();
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && cell.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private static void line(
            StringBuilder text, List<String> cells, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String blanks = " ".repeat(widths[column] - Width.of(cell));
            line.append(column == 0 ? "" : GAP)
                    .append(numbers[column] ? blanks + cell : cell + blanks);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}

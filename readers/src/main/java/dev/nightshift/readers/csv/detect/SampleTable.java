package dev.nightshift.readers.csv.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample as one delimiter and one quote cut it. Immutable.
 *
 * @param delimiter it was cut by
 * @param rows its records that are not blank, the first ones of the file
 */
record SampleTable(char delimiter, List<SampleRow> rows) {
    private static final int MOST_ROWS = 200;
    private static final int MOST_LINES_IN_QUOTES = 50;

    /**
     * One record.
     *
     * @param line where it starts, from 1
     */
    record SampleRow(int line, List<String> cells) {
        /** Cells without the blank ones at the end, which spreadsheets append. */
        int width() {
            int width = cells.size();
            while (width > 1 && cells.get(width - 1).isBlank()) {
                width--;
            }
            return width;
        }
    }

    /**
     * @param cutOff whether the sample ends before the file does
     */
    static SampleTable of(String text, char delimiter, char quote, boolean cutOff) {
        List<SampleRow> rows = new ArrayList<>();
        int at = 0;
        int line = 1;
        while (at < text.length() && rows.size() < MOST_ROWS) {
            List<String> cells = new ArrayList<>();
            int end = cut(text, at, delimiter, quote, cells);
            if (!cells.stream().allMatch(String::isBlank)) {
                rows.add(new SampleRow(line, List.copyOf(cells)));
            }
            line += lineEnds(text, at, end);
            at = end;
        }
        if (cutOff && at >= text.length() && rows.size() > 1) {
            rows.removeLast();
        }
        return new SampleTable(delimiter, List.copyOf(rows));
    }

    private static int lineEnds(String text, int from, int to) {
        int lines = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            boolean ofPair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            lines += c == '\n' || (c == '\r' && !ofPair) ? 1 : 0;
        }
        return lines;
    }

    private static int cut(String text, int start, char delimiter, char quote, List<String> cells) {
        int at = start;
        while (true) {
            int end = fieldEnd(text, at, delimiter, quote);
            cells.add(unquoted(text.substring(at, end), quote));
            if (end >= text.length()) {
                return end;
            }
            at = end + 1;
            if (text.charAt(end) != delimiter) {
                return text.charAt(end) == '\r' && at < text.length() && text.charAt(at) == '\n'
                        ? at + 1
                        : at;
            }
        }
    }

    private static int fieldEnd(String text, int start, char delimiter, char quote) {
        int at = start;
        if (at < text.length() && text.charAt(at) == quote) {
            int closed = closingQuote(text, at, delimiter, quote);
            at = closed < 0 ? at : closed + 1;
        }
        while (at < text.length() && !isEnd(text.charAt(at), delimiter)) {
            at++;
        }
        return at;
    }

    /** Index of the quote that closes a field, -1 when none does. */
    private static int closingQuote(String text, int open, char delimiter, char quote) {
        int lines = 0;
        for (int at = open + 1; at < text.length() && lines < MOST_LINES_IN_QUOTES; at++) {
            if (text.charAt(at) == '\n') {
                lines++;
            } else if (text.charAt(at) == quote) {
                if (at + 1 == text.length() || isEnd(text.charAt(at + 1), delimiter)) {
                    return at;
                }
                if (text.charAt(at + 1) != quote) {
                    return -1;
                }
                at++;
            }
        }
        return -1;
    }

    private static boolean isEnd(char c, char delimiter) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private static String unquoted(String field, char quote) {
        return field.length() >= 2
                        && field.charAt(0) == quote
                        && field.charAt(field.length() - 1) == quote
                ? field.substring(1, field.length() - 1)
                : field;
    }

    /** The most frequent width; the larger of two equally frequent ones. */
    int width() {
        Map<Integer, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.cells().size(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    /** Share of the records that have a width, or could: blank cells at the end are spare. */
    double shareOfWidth(int width) {
        long same =
                rows.stream()
                        .filter(row -> row.cells().size() >= width && row.width() <= width)
                        .count();
        return rows.isEmpty() ? 0 : (double) same / rows.size();
    }
}

package dev.nightshift.readers.csv;

import dev.nightshift.platform.csv.FormulaGuard;
import dev.nightshift.platform.leads.RowProblem;
import dev.nightshift.readers.csv.RecordBoundary.Shape;
import dev.nightshift.readers.csv.detect.Dialect;
import dev.nightshift.readers.csv.source.CsvFile;
import dev.nightshift.readers.csv.source.CsvStream;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The records of a file, one after the other, whatever is wrong with some of them. Blank lines, and
 * lines of delimiters alone, are none. The file is looked at again at its end.
 *
 * <p>Restartable: opened at the end offset and end line of any record, it continues with the next
 * one, the same as if it had read on. Memory does not grow with the file. Not thread-safe.
 */
public final class CsvRecords implements Closeable {
    private static final char CTRL_Z = '\u001A';

    private final CsvStream in;
    private final Layout layout;
    private final CsvLimits limits;
    private final ByteWindow window;
    private final RecordBoundary boundary;
    private final RecordBoundary other;
    private final RecordText text;
    private long line;
    private boolean ended;

    /**
     * How the records are laid out.
     *
     * @param columns fields that every record must have; 0 when any number will do
     * @param guarded whether an apostrophe before a formula is no part of a value: a file of ours
     * @param sha256 that the file had when it was inspected; empty when it is not to be compared
     */
    record Layout(Dialect dialect, int columns, boolean guarded, String sha256) {}

    CsvRecords(CsvStream in, long offset, long line, Layout layout, CsvLimits limits) {
        this.in = in;
        this.layout = layout;
        this.limits = limits;
        this.window = new ByteWindow(in, offset);
        this.boundary = new RecordBoundary(layout.dialect(), limits);
        this.other = new RecordBoundary(layout.dialect(), limits);
        this.text = new RecordText(layout.dialect());
        this.line = line;
    }

    /**
     * The next record, null at the end of the file.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException when the file cannot be read on,
     *     or, at its end, is no longer what was inspected
     */
    public @Nullable CsvRecord next() throws IOException {
        try {
            while (window.has(1)) {
                CsvRecord record = read();
                if (record != null) {
                    return record;
                }
            }
            if (!ended && !layout.sha256().isEmpty()) {
                in.requireUnchanged(layout.sha256());
            }
            ended = true;
            return null;
        } catch (IOException failure) {
            throw CsvFile.unreadable(in.file().path(), failure);
        }
    }

    private @Nullable CsvRecord read() throws IOException {
        boundary.scan(window);
        boolean unclosed = boundary.shape == Shape.UNCLOSED || swallows();
        if (unclosed) {
            boundary.scanLine(window, 0);
        }
        long start = window.startOffset();
        if (boundary.shape == Shape.TOO_LARGE) {
            return tooLarge(start);
        }
        String raw = text.of(window, boundary.length);
        if (!unclosed && isBlank(raw)) {
            leave();
            return null;
        }
        CsvRecord record = record(start, raw, unclosed);
        leave();
        return record;
    }

    private void leave() {
        window.advance(boundary.consumed);
        line += boundary.lines;
    }

    /**
     * Whether a quote that was never closed has taken following lines with it, up to a quote of
     * another record: the number of fields is wrong, and right for the line behind the first.
     */
    private boolean swallows() throws IOException {
        if (layout.columns() == 0
                || boundary.lines < 2
                || boundary.shape != Shape.WELL_FORMED
                || boundary.fields == layout.columns()) {
            return false;
        }
        other.scanLine(window, 0);
        other.scanAhead(window, other.consumed);
        return other.shape == Shape.WELL_FORMED && other.fields == layout.columns();
    }

    /** Passes over a line without end; only its beginning is kept. */
    private CsvRecord tooLarge(long start) throws IOException {
        int head = Math.min(boundary.length, 4 * limits.fieldChars());
        String raw = text.of(window, head - head % layout.dialect().unit());
        long first = line + 1;
        while (boundary.shape == Shape.TOO_LARGE) {
            leave();
            boundary.scanLine(window, 0);
        }
        leave();
        return new CsvRecord(
                first,
                line,
                start,
                window.startOffset(),
                text.withoutNul(raw),
                List.of(),
                RowProblem.RECORD_TOO_LARGE,
                "The row is longer than %d bytes; only its beginning is kept."
                        .formatted(limits.recordBytes()));
    }

    private CsvRecord record(long start, String raw, boolean unclosed) throws IOException {
        if (unclosed) {
            return broken(
                    start,
                    raw,
                    RowProblem.UNCLOSED_QUOTE,
                    "A quote is opened in this line and not closed; close it, or double it where"
                            + " it belongs to the text.");
        }
        if (raw.indexOf('\0') >= 0) {
            return broken(start, raw, RowProblem.NUL_BYTE, "The row holds a NUL byte; remove it.");
        }
        if (!text.isDecodable(window, boundary.length, raw)) {
            return broken(
                    start,
                    raw,
                    RowProblem.INVALID_ENCODING,
                    "Bytes of this row are not %s; correct the characters shown as \uFFFD."
                            .formatted(layout.dialect().charset().name()));
        }
        if (boundary.shape == Shape.BAD_QUOTE) {
            return broken(
                    start,
                    raw,
                    RowProblem.BAD_QUOTE,
                    "A closing quote is followed by more text; double the quotes inside a field.");
        }
        String[] fields = text.fields(raw, boundary.quoted);
        if (layout.guarded()) {
            for (int i = 0; i < fields.length; i++) {
                fields[i] = FormulaGuard.unguarded(fields[i]);
            }
        }
        return checked(start, raw, List.of(fields));
    }

    private CsvRecord checked(long start, String raw, List<String> values) {
        if (raw.length() > limits.fieldChars()) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).length() > limits.fieldChars()) {
                    return of(
                            start,
                            raw,
                            values,
                            RowProblem.FIELD_TOO_LARGE,
                            "Field %d is longer than %d characters."
                                    .formatted(i + 1, limits.fieldChars()));
                }
            }
        }
        int columns = layout.columns();
        if (columns == 0 || values.size() == columns) {
            return of(start, raw, values, null, "");
        }
        if (values.size() > columns
                && values.subList(columns, values.size()).stream().allMatch(String::isBlank)) {
            return of(start, raw, values.subList(0, columns), null, "");
        }
        return of(
                start,
                raw,
                values,
                RowProblem.RAGGED_ROW,
                "The row has %d fields, the header has %d.".formatted(values.size(), columns));
    }

    private CsvRecord broken(long start, String raw, RowProblem problem, String message) {
        String shown = text.withoutNul(raw);
        return of(start, shown, List.of(shown), problem, message);
    }

    private CsvRecord of(
            long start,
            String raw,
            List<String> values,
            @Nullable RowProblem problem,
            String message) {
        return new CsvRecord(
                line + 1,
                line + boundary.lines,
                start,
                start + boundary.consumed,
                raw,
                values,
                problem,
                message);
    }

    /** A line of blanks and delimiters, or the mark that old systems end a file with. */
    private boolean isBlank(String raw) throws IOException {
        char delimiter = layout.dialect().delimiter();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != delimiter && !Character.isWhitespace(c)) {
                return c == CTRL_Z
                        && raw.substring(i + 1).isBlank()
                        && !window.has(boundary.consumed + 1);
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.nightshift.readers.csv;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;

import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a file, one after the other, whatever is wrong with some of them. Restartable at
 * the end offset of any record. Not thread-safe.
 */
public final class CsvRecords implements Closeable {
    private final InputStream in;
    private final Dialect dialect;
    private final CsvLimits limits;
    private final int columns;
    private final ByteWindow window;
    private final RecordBoundary boundary;
    private final RecordBoundary nextLine;
    private final RFC4180Parser parser;
    private long line;

    /**
     * @param in the decompressed bytes from {@code offset} on; closed with this
     * @param offset of the first record, in bytes
     * @param line lines before the first record
     * @param columns fields that every record must have; 0 when any number will do
     */
    public CsvRecords(
            InputStream in,
            long offset,
            long line,
            Dialect dialect,
            CsvLimits limits,
            int columns) {
        this.in = in;
        this.dialect = dialect;
        this.limits = limits;
        this.columns = columns;
        this.window = new ByteWindow(in, offset);
        this.boundary = new RecordBoundary(dialect, limits);
        this.nextLine = new RecordBoundary(dialect, limits);
        this.line = line;
        this.parser =
                new RFC4180ParserBuilder()
                        .withSeparator(dialect.delimiter())
                        .withQuoteChar(dialect.quote())
                        .build();
    }

    /** The next record that is not a blank line, null at the end of the file. */
    public @Nullable CsvRecord next() throws IOException {
        while (window.has(1)) {
            boundary.scan(window, true);
            boolean unclosed = boundary.shape == RecordBoundary.Shape.UNCLOSED || swallows();
            if (unclosed) {
                boundary.scan(window, false);
            }
            CsvRecord record = record(unclosed);
            window.advance(boundary.consumed);
            line += boundary.lines;
            if (!isBlank(record)) {
                return record;
            }
        }
        return null;
    }

    /**
     * Whether a quote that was never closed has taken following lines with it, up to another
     * record's quote: the fields do not come out, while those of the first line's successor do.
     */
    private boolean swallows() throws IOException {
        if (columns == 0 || boundary.fields == columns || boundary.lines < 2 || !boundary.quoted) {
            return false;
        }
        nextLine.scan(window, false);
        ByteWindow rest = window;
        int first = nextLine.consumed;
        rest.advance(first);
        try {
            nextLine.scan(rest, true);
            return nextLine.shape == RecordBoundary.Shape.WELL_FORMED && nextLine.fields == columns;
        } finally {
            rest.advance(-first);
        }
    }

    private CsvRecord record(boolean unclosed) throws IOException {
        long start = window.startOffset();
        byte[] bytes = window.array();
        int from = window.index();
        int length = boundary.length;
        if (length > limits.recordBytes()) {
            String raw = new String(bytes, from, 256 - 256 % dialect.unit(), dialect.charset());
            return of(start, raw, List.of(), RowProblem.RECORD_TOO_LARGE, tooLarge());
        }
        String raw = new String(bytes, from, length, dialect.charset());
        if (raw.indexOf('\uFFFD') >= 0 && !decodes(bytes, from, length)) {
            return of(
                    start,
                    raw,
                    List.of(raw),
                    RowProblem.INVALID_ENCODING,
                    "The bytes of this row are not %s; save the file as UTF-8."
                            .formatted(dialect.charset().name()));
        }
        if (unclosed) {
            return of(
                    start,
                    raw,
                    List.of(raw),
                    RowProblem.UNCLOSED_QUOTE,
                    "A quote is opened in this line and never closed.");
        }
        if (boundary.shape == RecordBoundary.Shape.BAD_QUOTE) {
            return of(
                    start,
                    raw,
                    List.of(raw),
                    RowProblem.BAD_QUOTE,
                    "A closing quote is followed by more text; double the quotes inside a field.");
        }
        if (raw.indexOf('\0') >= 0) {
            return of(
                    start,
                    raw.replace('\0', '\uFFFD'),
                    List.of(raw.replace('\0', '\uFFFD')),
                    RowProblem.NUL_BYTE,
                    "The row holds a NUL byte.");
        }
        return checked(start, raw, fields(raw));
    }

    private CsvRecord checked(long start, String raw, List<String> values) {
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

    private List<String> fields(String raw) throws IOException {
        if (boundary.quoted) {
            return List.of(parser.parseLine(raw));
        }
        List<String> values = new ArrayList<>(boundary.fields);
        int from = 0;
        for (int at = raw.indexOf(dialect.delimiter());
                at >= 0;
                at = raw.indexOf(dialect.delimiter(), from)) {
            values.add(raw.substring(from, at));
            from = at + 1;
        }
        values.add(raw.substring(from));
        return values;
    }

    private String tooLarge() {
        return "The record is longer than %d bytes.".formatted(limits.recordBytes());
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

    private static boolean isBlank(CsvRecord record) {
        return record.problem() == null && record.raw().isBlank();
    }

    private boolean decodes(byte[] bytes, int from, int length) {
        try {
            dialect.charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

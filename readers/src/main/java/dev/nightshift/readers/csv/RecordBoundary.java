package dev.nightshift.readers.csv;

import java.io.IOException;

/**
 * Finds where a record ends, aware of quotes, without decoding it. Reused for each record; not
 * thread-safe.
 */
final class RecordBoundary {
    /** What the scan found. */
    enum Shape {
        /** Well-formed, on one line or several. */
        WELL_FORMED,
        /** A closing quote is followed by more text. */
        BAD_QUOTE,
        /** A quote is not closed within the limits of a record. */
        UNCLOSED
    }

    private final int unit;
    private final int unitIndex;
    private final int delimiter;
    private final int quote;
    private final CsvLimits limits;

    /** Bytes of the record without its line end. */
    int length;

    /** Bytes of the record with its line end. */
    int consumed;

    /** Line ends inside and behind the record. */
    int lines;

    /** Fields of the record. */
    int fields;

    /** Whether any quote opens a field. */
    boolean quoted;

    Shape shape = Shape.WELL_FORMED;

    RecordBoundary(Dialect dialect, CsvLimits limits) {
        this.unit = dialect.unit();
        this.unitIndex = dialect.unitIndex();
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quote();
        this.limits = limits;
    }

    /** Scans the record at the window's start; quotes count for nothing when not {@code aware}. */
    void scan(ByteWindow window, boolean aware) throws IOException {
        length = 0;
        lines = 0;
        fields = 1;
        quoted = false;
        shape = Shape.WELL_FORMED;
        boolean inQuotes = false;
        boolean fieldStart = true;
        boolean spansLines = false;
        int at = 0;
        while (true) {
            int c = at(window, at);
            if (c < 0) {
                length = at;
                consumed = at;
                if (inQuotes) {
                    shape = Shape.UNCLOSED;
                }
                return;
            }
            if (inQuotes) {
                if (c == quote) {
                    int next = at(window, at + unit);
                    if (next == quote) {
                        at += unit;
                    } else {
                        inQuotes = false;
                        if (next >= 0 && next != delimiter && next != '\n' && next != '\r') {
                            shape = spansLines ? Shape.UNCLOSED : Shape.BAD_QUOTE;
                            if (spansLines) {
                                return;
                            }
                        }
                    }
                } else if (c == '\n' || c == '\r') {
                    int lineEnd = lineEndAt(window, at, c);
                    spansLines = true;
                    lines++;
                    at += lineEnd - unit;
                    if (lines >= limits.recordLines()) {
                        shape = Shape.UNCLOSED;
                        return;
                    }
                }
                if (at > limits.recordBytes()) {
                    shape = Shape.UNCLOSED;
                    return;
                }
            } else if (c == delimiter) {
                fields++;
                fieldStart = true;
                at += unit;
                continue;
            } else if (c == '\n' || c == '\r') {
                length = at;
                consumed = at + lineEndAt(window, at, c);
                lines++;
                return;
            } else if (c == quote && fieldStart && aware) {
                inQuotes = true;
                quoted = true;
            }
            fieldStart = false;
            at += unit;
        }
    }

    /** Bytes of the line end at a position: CRLF, LF or CR. */
    private int lineEndAt(ByteWindow window, int at, int c) throws IOException {
        return c == '\r' && at(window, at + unit) == '\n' ? 2 * unit : unit;
    }

    /** The ASCII character at a position, another positive number for others, -1 at the end. */
    private int at(ByteWindow window, int at) throws IOException {
        if (window.available() < at + unit && !window.has(at + unit)) {
            return -1;
        }
        byte[] bytes = window.array();
        int index = window.index() + at;
        if (unit == 1) {
            return bytes[index] & 0xFF;
        }
        int other = bytes[index + 1 - unitIndex];
        return other == 0 ? bytes[index + unitIndex] & 0xFF : 0x100;
    }
}

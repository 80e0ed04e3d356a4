package dev.nightshift.readers.csv;

import dev.nightshift.readers.csv.detect.Dialect;

import java.io.IOException;

/**
 * Finds where a record ends, aware of quotes, without decoding it. Looks no further than the limits
 * of a record. Reused for each record; not thread-safe.
 */
final class RecordBoundary {
    /** What the scan found. */
    enum Shape {
        /** Well-formed, on one line or several. */
        WELL_FORMED,
        /** A closing quote is followed by more text. */
        BAD_QUOTE,
        /** A quote is not closed within the limits of a record, or only by another record's. */
        UNCLOSED,
        /** No line end within the limits of a record; the scan ended there. */
        TOO_LARGE
    }

    private final int unit;
    private final int unitIndex;
    private final int delimiter;
    private final int quote;
    private final int mostBytes;
    private final int mostLines;

    /** Bytes of the record without its line end. */
    int length;

    /** Bytes of the record with its line end. */
    int consumed;

    /** Line ends inside and behind the record. */
    int lines;

    /** Fields of the record; not counted where there is no quote. */
    int fields;

    /** Whether there is any quote. */
    boolean quoted;

    Shape shape = Shape.WELL_FORMED;

    RecordBoundary(Dialect dialect, CsvLimits limits) {
        this.unit = dialect.unit();
        this.unitIndex = dialect.unitIndex();
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quote();
        this.mostBytes = limits.recordBytes();
        this.mostLines = limits.recordLines();
    }

    /** Scans the record at the window's start. */
    void scan(ByteWindow window) throws IOException {
        if (unit != 1 || !scanWithoutQuotes(window)) {
            scan(window, 0, true);
        }
    }

    /** Scans the line that is some bytes behind the window's start; quotes count for nothing. */
    void scanLine(ByteWindow window, int from) throws IOException {
        scan(window, from, false);
    }

    /** Scans the record that is some bytes behind the window's start. */
    void scanAhead(ByteWindow window, int from) throws IOException {
        scan(window, from, true);
    }

    /**
     * The common record has no quote: then it ends at the line end, and nothing else matters.
     *
     * @return false when there is a quote, or the record is larger than the limit
     */
    private boolean scanWithoutQuotes(ByteWindow window) throws IOException {
        int at = 0;
        while (at <= mostBytes) {
            byte[] bytes = window.array();
            int base = window.index();
            int end = base + window.available();
            int i = base + at;
            for (; i < end; i++) {
                byte b = bytes[i];
                if (b == '\n' || b == '\r' || b == quote) {
                    break;
                }
            }
            at = i - base;
            if (i < end) {
                return bytes[i] != quote && at <= mostBytes && endsAt(window, at, bytes[i]);
            }
            if (!window.has(at + 1)) {
                return at > 0 && at <= mostBytes && endsAt(window, at, -1);
            }
        }
        return false;
    }

    private boolean endsAt(ByteWindow window, int at, int c) throws IOException {
        length = at;
        consumed = c < 0 ? at : at + lineEndAt(window, at, c);
        lines = c < 0 ? 0 : 1;
        fields = 0;
        quoted = false;
        shape = Shape.WELL_FORMED;
        return true;
    }

    private void scan(ByteWindow window, int from, boolean aware) throws IOException {
        lines = 0;
        fields = 1;
        quoted = false;
        shape = Shape.WELL_FORMED;
        boolean inQuotes = false;
        boolean mayOpen = aware;
        int at = from;
        while (at - from <= mostBytes) {
            int c = at(window, at);
            if (c < 0) {
                // Also what is left of a character that the file ends within.
                length = window.available() - from;
                consumed = length;
                shape = inQuotes ? Shape.UNCLOSED : shape;
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
                            if (lines > 0) {
                                // The quote that closes a field of an earlier line opens one here.
                                shape = Shape.UNCLOSED;
                                return;
                            }
                            shape = Shape.BAD_QUOTE;
                            aware = false;
                        }
                    }
                } else if (c == '\n' || c == '\r') {
                    at += lineEndAt(window, at, c) - unit;
                    if (++lines >= mostLines) {
                        shape = Shape.UNCLOSED;
                        return;
                    }
                }
                mayOpen = false;
            } else if (c == delimiter) {
                fields++;
                mayOpen = aware;
            } else if (c == '\n' || c == '\r') {
                length = at - from;
                consumed = length + lineEndAt(window, at, c);
                lines++;
                return;
            } else {
                if (c == quote) {
                    quoted = true;
                    inQuotes = mayOpen;
                }
                mayOpen = false;
            }
            at += unit;
        }
        length = at - from;
        consumed = length;
        shape = inQuotes && lines > 0 ? Shape.UNCLOSED : Shape.TOO_LARGE;
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
        for (int i = 0; i < unit; i++) {
            if (i != unitIndex && bytes[index + i] != 0) {
                return 0x100;
            }
        }
        return bytes[index + unitIndex] & 0xFF;
    }
}

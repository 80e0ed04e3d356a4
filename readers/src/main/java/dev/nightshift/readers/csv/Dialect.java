package dev.nightshift.readers.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a file writes its records.
 *
 * @param charset of its text
 * @param delimiter between fields, an ASCII character
 * @param quote around fields that hold delimiters, quotes or line ends, an ASCII character
 */
public record Dialect(Charset charset, char delimiter, char quote) {
    /** Bytes of one ASCII character. */
    int unit() {
        return isUtf16() ? 2 : 1;
    }

    /** Where in a unit the ASCII character stands. */
    int unitIndex() {
        return charset.equals(StandardCharsets.UTF_16BE) ? 1 : 0;
    }

    private boolean isUtf16() {
        return charset.equals(StandardCharsets.UTF_16LE)
                || charset.equals(StandardCharsets.UTF_16BE);
    }
}

package dev.nightshift.readers.csv.detect;

import java.nio.charset.Charset;

/**
 * How a file writes its records.
 *
 * @param charset of its text
 * @param delimiter between fields, an ASCII character
 * @param quote around fields that hold delimiters, quotes or line ends, an ASCII character
 */
public record Dialect(Charset charset, char delimiter, char quote) {
    /** Bytes of one ASCII character. */
    public int unit() {
        String name = charset.name();
        return name.startsWith("UTF-16") ? 2 : name.startsWith("UTF-32") ? 4 : 1;
    }

    /** Where in a unit the ASCII character stands. */
    public int unitIndex() {
        return charset.name().endsWith("BE") ? unit() - 1 : 0;
    }
}

package dev.nightshift.readers.csv;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;

import dev.nightshift.readers.csv.detect.Dialect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** Turns the bytes of one well-formed record into text and fields. Not thread-safe. */
final class RecordText {
    private static final char REPLACEMENT = '\uFFFD';

    private final Charset charset;
    private final char delimiter;
    private final RFC4180Parser parser;
    private final CharsetDecoder strict;
    private String[] fields = new String[16];

    RecordText(Dialect dialect) {
        this.charset = dialect.charset();
        this.delimiter = dialect.delimiter();
        this.parser =
                new RFC4180ParserBuilder()
                        .withSeparator(delimiter)
                        .withQuoteChar(dialect.quote())
                        .build();
        this.strict =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The text of the window's first bytes, with replacement characters for what is none. */
    String of(ByteWindow window, int length) {
        return new String(window.array(), window.index(), length, charset);
    }

    /** Whether the bytes are of the charset; a replacement character may also have been sent. */
    boolean isDecodable(ByteWindow window, int length, String decoded) {
        if (decoded.indexOf(REPLACEMENT) < 0) {
            return true;
        }
        try {
            strict.decode(ByteBuffer.wrap(window.array(), window.index(), length));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** A text that can be shown and stored. */
    String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', REPLACEMENT);
    }

    /**
     * The fields of a record.
     *
     * @param quoted whether it has any quote; one that has none needs no parser, and most have none
     */
    String[] fields(String record, boolean quoted) throws IOException {
        if (quoted) {
            return parser.parseLine(record);
        }
        int count = 0;
        int from = 0;
        for (int at = record.indexOf(delimiter); at >= 0; at = record.indexOf(delimiter, from)) {
            if (count == fields.length - 1) {
                fields = Arrays.copyOf(fields, 2 * fields.length);
            }
            fields[count++] = record.substring(from, at);
            from = at + 1;
        }
        fields[count++] = record.substring(from);
        return Arrays.copyOf(fields, count);
    }
}

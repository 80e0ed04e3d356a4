package dev.nightshift.alerts.registry.source;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is in a file, or why it is not read.
 *
 * @param text null when it is not read
 * @param problem what is wrong; null when nothing is
 * @param minified whether it was passed over because nobody wrote it
 */
record SourceText(@Nullable String text, @Nullable String problem, boolean minified) {
    private static final long LARGEST = 4L << 20;
    private static final int LONG_LINE = 5_000;

    static SourceText read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                return unread("it has %d MB, more than 4".formatted(size >> 20));
            }
            return of(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            return unread("it may not be read");
        }
    }

    private static SourceText of(String name, byte[] bytes) {
        if (name.contains(".min.") || name.contains(".bundle.")) {
            return new SourceText(null, null, true);
        }
        if (bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return new SourceText(new String(bytes, StandardCharsets.UTF_16LE), null, false);
        }
        if (bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return new SourceText(new String(bytes, StandardCharsets.UTF_16BE), null, false);
        }
        for (int i = 0; i < Math.min(bytes.length, 8_000); i++) {
            if (bytes[i] == 0) {
                return unread("it is binary");
            }
        }
        String text;
        String problem = null;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
            problem = "it is not UTF-8; it was read as Latin-1";
        }
        return isMinified(text)
                ? new SourceText(null, null, true)
                : new SourceText(text, problem, false);
    }

    /** Whether most of it stands on lines no person writes. */
    private static boolean isMinified(String text) {
        int onLongLines = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > LONG_LINE) {
                onLongLines += end - start;
            }
            start = end + 1;
        }
        return onLongLines > text.length() / 2;
    }

    private static SourceText unread(String why) {
        return new SourceText(null, why, false);
    }
}

package dev.nightshift.readers.csv;

import org.mozilla.universalchardet.UniversalDetector;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Tells a file's charset: by its byte order mark, by being UTF-8 throughout, by the zero bytes of
 * UTF-16, by statistics on a sample, and else Windows-1252.
 *
 * @param charset of the text
 * @param bom name of the byte order mark, empty when there is none
 * @param bomBytes its length
 */
record CharsetDetector(Charset charset, String bom, int bomBytes) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What statistics may say; anything else is taken for a mistake of theirs. */
    private static final Set<String> PLAUSIBLE =
            Set.of(
                    "ISO-8859-1",
                    "ISO-8859-2",
                    "ISO-8859-5",
                    "ISO-8859-7",
                    "ISO-8859-8",
                    "ISO-8859-9",
                    "ISO-8859-15",
                    "WINDOWS-1250",
                    "WINDOWS-1251",
                    "WINDOWS-1253",
                    "WINDOWS-1254",
                    "WINDOWS-1255",
                    "WINDOWS-1257");

    /** A UTF-8 file may hold a few damaged bytes: those rows are rejected, not all others. */
    private static final int DAMAGE = 10;

    static CharsetDetector detect(byte[] sample, int length, Utf8Census census) {
        if (starts(sample, length, 0xEF, 0xBB, 0xBF)) {
            return new CharsetDetector(StandardCharsets.UTF_8, "UTF-8", 3);
        }
        if (starts(sample, length, 0xFF, 0xFE)) {
            return new CharsetDetector(StandardCharsets.UTF_16LE, "UTF-16LE", 2);
        }
        if (starts(sample, length, 0xFE, 0xFF)) {
            return new CharsetDetector(StandardCharsets.UTF_16BE, "UTF-16BE", 2);
        }
        return new CharsetDetector(withoutBom(sample, length, census), "", 0);
    }

    private static Charset withoutBom(byte[] sample, int length, Utf8Census census) {
        long evenZeros = 0;
        long oddZeros = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            evenZeros += sample[i] == 0 ? 1 : 0;
            oddZeros += sample[i + 1] == 0 ? 1 : 0;
        }
        if (oddZeros > length / 5 && evenZeros < oddZeros / 10) {
            return StandardCharsets.UTF_16LE;
        }
        if (evenZeros > length / 5 && oddZeros < evenZeros / 10) {
            return StandardCharsets.UTF_16BE;
        }
        if (census.malformed() == 0 || census.multibyte() >= census.malformed() * DAMAGE) {
            return StandardCharsets.UTF_8;
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(sample, 0, length);
        detector.dataEnd();
        String detected = detector.getDetectedCharset();
        return detected != null && PLAUSIBLE.contains(detected) && Charset.isSupported(detected)
                ? Charset.forName(detected)
                : WINDOWS_1252;
    }

    private static boolean starts(byte[] sample, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((sample[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}

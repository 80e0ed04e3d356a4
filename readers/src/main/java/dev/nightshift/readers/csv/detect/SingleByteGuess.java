package dev.nightshift.readers.csv.detect;

import org.mozilla.universalchardet.UniversalDetector;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;

/**
 * Which charset of one byte a character a text is written in. Scripts other than Latin are told by
 * statistics; among the Latin ones the first wins in which no word has a symbol in its middle.
 */
final class SingleByteGuess {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final Set<String> OTHER_SCRIPTS =
            Set.of(
                    "ISO-8859-5",
                    "ISO-8859-7",
                    "ISO-8859-8",
                    "WINDOWS-1251",
                    "WINDOWS-1253",
                    "WINDOWS-1255",
                    "KOI8-R");

    private static final List<Charset> LATIN =
            List.of(
                    WINDOWS_1252,
                    Charset.forName("ISO-8859-15"),
                    Charset.forName("ISO-8859-2"),
                    Charset.forName("windows-1250"));

    private SingleByteGuess() {}

    static Charset of(byte[] text) {
        if (isOtherScript(text)) {
            UniversalDetector detector = new UniversalDetector();
            detector.handleData(text, 0, text.length);
            detector.dataEnd();
            String detected = detector.getDetectedCharset();
            if (detected != null && OTHER_SCRIPTS.contains(detected)) {
                return Charset.forName(detected);
            }
        }
        Charset best = WINDOWS_1252;
        int least = Integer.MAX_VALUE;
        for (Charset charset : LATIN) {
            int strange = strangeness(new String(text, charset), text);
            if (strange < least) {
                best = charset;
                least = strange;
            }
        }
        return best;
    }

    /** Words of other scripts are all beyond ASCII; Latin ones have single such letters. */
    private static boolean isOtherScript(byte[] text) {
        int beyond = 0;
        int inRow = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] < 0) {
                beyond++;
                inRow += i > 0 && text[i - 1] < 0 ? 1 : 0;
            }
        }
        return inRow * 2 > beyond;
    }

    /** Characters that are no letters and yet inside a word, or no characters at all. */
    private static int strangeness(String decoded, byte[] bytes) {
        int strange = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 0) {
                continue;
            }
            char c = decoded.charAt(i);
            if (c == '\uFFFD' || Character.isISOControl(c)) {
                strange += 10;
            } else if (!Character.isLetter(c) && inWord(decoded, i)) {
                strange += 3;
            } else if (Character.isUpperCase(c)
                    && i > 0
                    && Character.isLowerCase(before(decoded, i))) {
                strange += 1;
            }
        }
        return strange;
    }

    private static boolean inWord(String text, int i) {
        boolean letterBefore = i > 0 && Character.isLetter(before(text, i));
        boolean letterBehind = i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1));
        boolean apostrophe = text.charAt(i) == '\u2019' || text.charAt(i) == '\u00b4';
        return !apostrophe && (letterBefore || letterBehind);
    }

    private static char before(String text, int i) {
        return text.charAt(i - 1);
    }
}

package dev.nightshift.jobs.csvimport.normalise.cell;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * The text of a cell without what nobody sees: blanks of any alphabet, control and zero-width
 * characters around it are no part of the value.
 */
public final class CellText {
    /** What exports write for "nothing"; only a text field may really mean it (Mr Null, Ms Na). */
    private static final Set<String> PLACEHOLDERS =
            Set.of("null", "(null)", "\\n", "n/a", "#n/a", "nan", "none", "nil", "-", "--");

    private static final int LONGEST_PLACEHOLDER = 6;

    /** More than any writing needs, as the Stream-Safe Text Format of UAX 15 has it. */
    private static final int MOST_MARKS_IN_A_ROW = 30;

    private CellText() {}

    /** The text without invisible characters at either end; empty for a blank cell. */
    public static String trimmed(String cell) {
        int start = 0;
        int end = cell.length();
        while (start < end && isInvisible(cell.charAt(start))) {
            start++;
        }
        while (start < end && isInvisible(cell.charAt(end - 1))) {
            end--;
        }
        return start == 0 && end == cell.length() ? cell : cell.substring(start, end);
    }

    /** Whether the text of a typed field only says that there is no value. */
    public static boolean isPlaceholder(String trimmed) {
        return trimmed.length() <= LONGEST_PLACEHOLDER
                && !isAsciiDigit(trimmed.charAt(0))
                && PLACEHOLDERS.contains(trimmed.toLowerCase(Locale.ROOT));
    }

    /**
     * The text as it is stored: composed (NFC), and with plain spaces for those that only look like
     * one, so that equal names are equal. Text with more marks on one letter than any writing has
     * is left as it is: putting marks into their order takes the square of their number.
     */
    static String composed(String trimmed) {
        if (isAscii(trimmed)) {
            return trimmed;
        }
        String text = trimmed.replace('\u00a0', ' ').replace('\u202f', ' ');
        return isHeapOfMarks(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isHeapOfMarks(String text) {
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            marks = isMark(text.codePointAt(i)) ? marks + 1 : 0;
            if (marks > MOST_MARKS_IN_A_ROW) {
                return true;
            }
        }
        return false;
    }

    /** Whether this changes the letter before it, as an accent does. */
    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }

    static boolean isInvisible(char c) {
        if (c < 0x7f) {
            return c <= ' ';
        }
        return c <= 0xa0
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    static boolean isAsciiDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers within limits: {@code 45000}, {@code 45,000}, {@code $45,000.50}. A whole number
 * becomes an {@code Integer} where it fits, any other a {@code Double}. A comma must divide
 * thousands; exponents, ranges and negative amounts are refused. Immutable.
 *
 * @param least the smallest number taken
 * @param most the largest number taken
 * @param wholeOnly whether a fraction is refused
 */
record NumberParser(double least, double most, boolean wholeOnly) implements CellParser {
    private static final int DIGITS_OF_ANY_INT = 9;
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$? ?((?:\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.\\d{0,15})?|\\.\\d{1,15})");

    @Override
    public @Nullable Number parse(String text) {
        if (isShortInteger(text)) {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? number : null;
        }
        Matcher form = FORM.matcher(text);
        return form.matches() ? stored(Double.parseDouble(form.group(1).replace(",", ""))) : null;
    }

    /** The number as it is stored, null when it is out of the limits. */
    @Nullable Number stored(double number) {
        boolean whole = number == Math.rint(number);
        if (number < least || number > most || (wholeOnly && !whole)) {
            return null;
        }
        return whole && number <= Integer.MAX_VALUE ? (Number) (int) number : (Number) number;
    }

    private static boolean isShortInteger(String text) {
        if (text.length() > DIGITS_OF_ANY_INT) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!CellText.isAsciiDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}

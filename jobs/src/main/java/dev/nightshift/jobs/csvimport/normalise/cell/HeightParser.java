package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads heights of people in inches: {@code 70}, {@code 70 in}, {@code 5'10"}, {@code 5 ft 10 in},
 * {@code 5-10}, {@code 178 cm} and {@code 1.78 m} (converted, to the whole inch). Immutable.
 */
final class HeightParser implements CellParser {
    private static final double CENTIMETRES_PER_INCH = 2.54;
    private static final int INCHES_PER_FOOT = 12;

    /** From a newborn's to more than the tallest known. */
    private static final NumberParser INCHES = new NumberParser(10, 110, false);

    private static final Pattern FEET =
            Pattern.compile(
                    "([1-8]) ?(?:'|’|′|ft\\.?|feet|foot|-) ?"
                            + "(?:(\\d{1,2}(?:\\.\\d{1,2})?) ?(?:\"|''|”|″|in\\.?|inch|inches)?)?");
    private static final Pattern WITH_UNIT =
            Pattern.compile(
                    "(\\d{1,3}(?:\\.\\d{1,6})?) ?(?:(\"|''|”|″|in\\.?|inch|inches)|(cm)|(m))");

    @Override
    public @Nullable Number parse(String text) {
        Number plain = INCHES.parse(text);
        if (plain != null) {
            return plain;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher feet = FEET.matcher(lower);
        if (feet.matches()) {
            double inches = feet.group(2) == null ? 0 : Double.parseDouble(feet.group(2));
            return inches < INCHES_PER_FOOT
                    ? INCHES.stored(Integer.parseInt(feet.group(1)) * INCHES_PER_FOOT + inches)
                    : null;
        }
        Matcher unit = WITH_UNIT.matcher(lower);
        if (!unit.matches()) {
            return null;
        }
        double number = Double.parseDouble(unit.group(1));
        if (unit.group(2) != null) {
            return INCHES.stored(number);
        }
        double centimetres = unit.group(3) != null ? number : number * 100;
        return INCHES.stored(Math.rint(centimetres / CENTIMETRES_PER_INCH));
    }
}

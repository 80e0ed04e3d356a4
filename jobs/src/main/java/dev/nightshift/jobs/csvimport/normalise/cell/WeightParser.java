package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads weights of people in pounds: {@code 180}, {@code 180.5 lbs}, {@code 82 kg} (converted, to
 * one decimal). Immutable.
 */
final class WeightParser implements CellParser {
    private static final double POUNDS_PER_KILOGRAM = 2.20462262185;
    private static final NumberParser POUNDS = new NumberParser(1, 1_500, false);
    private static final Pattern WITH_UNIT =
            Pattern.compile(
                    "(\\d{1,4}(?:\\.\\d{1,6})?) ?(?:(lbs?|pounds?)|(kgs?|kilos?|kilograms?))\\.?");

    @Override
    public @Nullable Number parse(String text) {
        Number plain = POUNDS.parse(text);
        if (plain != null) {
            return plain;
        }
        Matcher form = WITH_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return null;
        }
        double number = Double.parseDouble(form.group(1));
        return form.group(2) != null
                ? POUNDS.stored(number)
                : POUNDS.stored(Math.rint(number * POUNDS_PER_KILOGRAM * 10) / 10);
    }
}

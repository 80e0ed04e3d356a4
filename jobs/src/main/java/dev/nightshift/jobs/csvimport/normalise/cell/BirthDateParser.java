package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates of birth in the ISO and US forms, the month before the day: {@code 1980-01-31},
 * {@code 1980/1/31}, {@code 1/31/1980}, {@code 01-31-80}, {@code 19800131}, {@code 01311980},
 * {@code Jan 31, 1980}, {@code 31 January 1980}, {@code 31-Jan-80}; a time of day behind it is cut
 * off, never converted. A year of two digits is the latest that is not in the future. Dates before
 * 1900 and after today are no births. {@code 31/01/1980} is refused: in a file of that form {@code
 * 05/01/1980} would be read wrongly without a word, so the warnings must tell. Immutable.
 */
final class BirthDateParser implements CellParser {
    private static final int FIRST_YEAR = 1900;
    private static final int ISO_LENGTH = 10;

    /** No form has more; looking for a time of day in a text takes the square of its length. */
    private static final int LONGEST = 64;

    private static final Pattern TIME =
            Pattern.compile(
                    "(?:T|\\s+)\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:\\s?[AaPp][Mm])?"
                            + "(?:\\s?(?:Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?))?$");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4}|\\d{2})");
    private static final Pattern EIGHT_DIGITS = Pattern.compile("\\d{8}");
    private static final Pattern NAME_FIRST =
            Pattern.compile("(\\p{Alpha}{3,9})\\.? ?(\\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(\\d{4})");
    private static final Pattern DAY_FIRST =
            Pattern.compile(
                    "(\\d{1,2})(?:st|nd|rd|th)?([- ]?)(\\p{Alpha}{3,9})\\.?,?\\2(\\d{4}|\\d{2})");

    private static final Map<String, Integer> MONTHS =
            Map.ofEntries(
                    Map.entry("jan", 1),
                    Map.entry("feb", 2),
                    Map.entry("mar", 3),
                    Map.entry("apr", 4),
                    Map.entry("may", 5),
                    Map.entry("jun", 6),
                    Map.entry("jul", 7),
                    Map.entry("aug", 8),
                    Map.entry("sep", 9),
                    Map.entry("oct", 10),
                    Map.entry("nov", 11),
                    Map.entry("dec", 12),
                    Map.entry("january", 1),
                    Map.entry("february", 2),
                    Map.entry("march", 3),
                    Map.entry("april", 4),
                    Map.entry("june", 6),
                    Map.entry("july", 7),
                    Map.entry("august", 8),
                    Map.entry("september", 9),
                    Map.entry("sept", 9),
                    Map.entry("october", 10),
                    Map.entry("november", 11),
                    Map.entry("december", 12));

    private final LocalDate today;

    /**
     * @param today the last day that a person can be born
     */
    BirthDateParser(LocalDate today) {
        this.today = today;
    }

    @Override
    public @Nullable String parse(String text) {
        if (isIsoForm(text)) {
            return isBirth(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    ? text
                    : null;
        }
        if (text.length() > LONGEST) {
            return null;
        }
        String date = text.indexOf(':') > 0 ? TIME.matcher(text).replaceFirst("") : text;
        Matcher form = YEAR_FIRST.matcher(date);
        if (form.matches()) {
            return iso(form.group(1), form.group(3), form.group(4));
        }
        form = MONTH_FIRST.matcher(date);
        if (form.matches()) {
            return iso(form.group(4), form.group(1), form.group(3));
        }
        if (EIGHT_DIGITS.matcher(date).matches()) {
            return eightDigits(date);
        }
        form = NAME_FIRST.matcher(date);
        if (form.matches()) {
            return iso(form.group(3), month(form.group(1)), form.group(2));
        }
        form = DAY_FIRST.matcher(date);
        return form.matches() ? iso(form.group(4), month(form.group(3)), form.group(1)) : null;
    }

    /** Either order is meant beyond doubt: no month is 19 or 20, and no other century is taken. */
    private @Nullable String eightDigits(String date) {
        return date.startsWith("19") || date.startsWith("20")
                ? iso(date.substring(0, 4), date.substring(4, 6), date.substring(6))
                : iso(date.substring(4), date.substring(0, 2), date.substring(2, 4));
    }

    private static String month(String name) {
        return String.valueOf(MONTHS.getOrDefault(name.toLowerCase(Locale.ROOT), 0));
    }

    private @Nullable String iso(String yearText, String monthText, String dayText) {
        int year = Integer.parseInt(yearText);
        int month = Integer.parseInt(monthText);
        int day = Integer.parseInt(dayText);
        if (yearText.length() == 2) {
            year += 2000;
            if (!isBirth(year, month, day)) {
                year -= 100;
            }
        }
        return isBirth(year, month, day) ? "%04d-%02d-%02d".formatted(year, month, day) : null;
    }

    private boolean isBirth(int year, int month, int day) {
        return year >= FIRST_YEAR
                && year <= today.getYear()
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
                && (year < today.getYear() || !LocalDate.of(year, month, day).isAfter(today));
    }

    private static boolean isIsoForm(String text) {
        if (text.length() != ISO_LENGTH) {
            return false;
        }
        for (int i = 0; i < ISO_LENGTH; i++) {
            char c = text.charAt(i);
            boolean hyphen = i == 4 || i == 7;
            if (hyphen ? c != '-' : !CellText.isAsciiDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}

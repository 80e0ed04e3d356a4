package dev.nightshift.jobs.backfill.company.sample;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Values as they may be shown: their form, without what is in them. */
final class Shape {
    private static final int LONGEST = 60;

    private Shape() {}

    /**
     * Letters become a or A, digits 9, all else stays: {@code (504) 621-8927} is {@code (999)
     * 999-9999}.
     */
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + masked(text) + '"';
            case Boolean flag -> "true or false";
            case Number number -> masked(number.toString());
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> map -> "a document of " + map.size();
            default -> "a " + value.getClass().getSimpleName();
        };
    }

    private static String masked(String text) {
        StringBuilder shape = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(
                        c ->
                                Character.isDigit(c)
                                        ? '9'
                                        : Character.isUpperCase(c)
                                                ? 'A'
                                                : Character.isLetter(c)
                                                        ? 'a'
                                                        : Character.isISOControl(c) ? '?' : c)
                .forEach(shape::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST ? shape + "…" : shape.toString();
    }
}

package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Reads true/yes/1/t/y and false/no/0/f/n, in any case. Immutable. */
final class YesNoParser implements CellParser {
    private static final int LONGEST = 5;

    @Override
    public @Nullable Boolean parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "t", "y" -> Boolean.TRUE;
            case "false", "no", "0", "f", "n" -> Boolean.FALSE;
            default -> null;
        };
    }
}

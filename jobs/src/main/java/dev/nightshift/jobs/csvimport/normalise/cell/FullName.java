package dev.nightshift.jobs.csvimport.normalise.cell;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A whole name as written in one cell, split: {@code Ada King Lovelace} is Ada, King Lovelace;
 * {@code Lovelace, Ada King} is Ada King, Lovelace.
 *
 * @param first empty when there is none
 * @param last empty when there is none
 */
public record FullName(String first, String last) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static FullName parse(String text) {
        String name = BLANKS.matcher(CellText.composed(text)).replaceAll(" ");
        int comma = name.indexOf(',');
        if (comma > 0 && !isSuffix(name.substring(comma + 1).strip())) {
            return new FullName(
                    name.substring(comma + 1).strip(), name.substring(0, comma).strip());
        }
        int blank = name.indexOf(' ');
        return blank < 0
                ? new FullName(name, "")
                : new FullName(name.substring(0, blank), name.substring(blank + 1));
    }

    /** "John Smith, Jr." is no "Last, First". */
    private static boolean isSuffix(String text) {
        return switch (text.replace(".", "").toLowerCase(Locale.ROOT)) {
            case "", "jr", "sr", "ii", "iii", "iv", "md", "phd", "esq" -> true;
            default -> false;
        };
    }
}

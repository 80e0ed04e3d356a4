package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

/** Reads the text of one cell as a value of one type. Implementations are immutable. */
@FunctionalInterface
public interface CellParser {
    /**
     * The value, null when the text is none of that type.
     *
     * @param text not blank, without blanks around it
     */
    @Nullable Object parse(String text);
}

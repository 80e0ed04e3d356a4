package dev.nightshift.platform.csv;

import java.util.List;

/** The columns that a rejects file has behind the original ones; by them it is known again. */
public final class RejectColumns {
    /** Line of the original file, code, field and message. */
    public static final List<String> NAMES = List.of("_line", "_code", "_field", "_message");

    private RejectColumns() {}

    /** Whether a header is a rejects file's. */
    public static boolean endIn(List<String> header) {
        return header.size() > NAMES.size()
                && header.subList(header.size() - NAMES.size(), header.size()).equals(NAMES);
    }
}

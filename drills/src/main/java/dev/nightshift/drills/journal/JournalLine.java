package dev.nightshift.drills.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a journal: something that happened, and the hash of the line before it.
 *
 * @param seq from 1
 * @param event what happened, a word
 * @param data what there is to know about it: texts, numbers, answers, lists and maps of them
 * @param previous hash of the line before; zeros in the first line
 * @param hash of this line up to its hash
 */
public record JournalLine(
        long seq,
        Instant at,
        String event,
        Map<String, Object> data,
        String previous,
        String hash) {
    /** What the first line has as the hash before it. */
    static final String NOTHING = "0".repeat(64);

    public JournalLine {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A text of the data; empty when it is not there. */
    public String text(String name) {
        Object value = data.get(name);
        return value == null ? "" : value.toString();
    }

    /** A number of the data; 0 when it is not there. */
    public double number(String name) {
        return data.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Whether an answer of the data is yes. */
    public boolean yes(String name) {
        return Boolean.TRUE.equals(data.get(name));
    }
}

package dev.nightshift.writers.mongo.merge;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Which lead holds which value of one key, as rows move them about. Not thread-safe. */
final class KeyHolders {
    private final Map<String, PlannedLead> now = new HashMap<>();

    /** Values that a stored lead held before the plan and holds no more. */
    private final Map<String, PlannedLead> givenUp = new HashMap<>();

    private final Map<String, PlannedLead> stored = new HashMap<>();

    /** A lead as it is stored. */
    void seen(@Nullable String value, PlannedLead lead) {
        if (value != null) {
            stored.put(value, lead);
            now.put(value, lead);
        }
    }

    @Nullable PlannedLead holder(String value) {
        return now.get(value);
    }

    /** Whether taking the value has to wait until its former holder is written. */
    boolean isGivenUpByOther(@Nullable String value, @Nullable PlannedLead taker) {
        PlannedLead former = value == null ? null : givenUp.get(value);
        return former != null && former != taker && now.get(value) == null;
    }

    /** The lead has the one value now and no longer the other. */
    void moved(@Nullable String from, @Nullable String to, PlannedLead lead) {
        if (from != null && from.equals(to)) {
            return;
        }
        if (from != null) {
            now.remove(from);
            if (stored.get(from) == lead) {
                givenUp.put(from, lead);
            }
        }
        if (to != null) {
            now.put(to, lead);
            givenUp.remove(to);
        }
    }
}

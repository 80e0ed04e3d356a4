package dev.nightshift.alerts.registry.validation;

import java.util.List;

/**
 * What was found of one entry.
 *
 * @param id of the entry; the place of a file that could not be read
 * @param problems none when it is valid
 */
public record EntryVerdict(String id, List<Problem> problems) {
    public EntryVerdict {
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean isValid() {
        return problems.isEmpty();
    }
}

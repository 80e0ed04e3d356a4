package dev.nightshift.jobs.runs.store;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a run is. Immutable.
 *
 * @param counts by name, in the order of the report
 * @param done work done since the run began, in a unit that fits {@code total}: bytes, rows
 * @param total all the work, null while it is not known
 */
public record RunProgress(Map<String, Long> counts, long done, @Nullable Long total) {
    /** Nothing yet. */
    public static final RunProgress NONE = new RunProgress(Map.of(), 0, null);

    public RunProgress {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}

package dev.nightshift.drills.surroundings;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.timing.Phase;
import dev.nightshift.drills.timing.Timing;

import java.util.List;
import java.util.Map;

/**
 * The steady load of a drill and what it sees. Thread-safe. Closing it ends the load and removes
 * what it wrote.
 */
public interface Workload extends AutoCloseable {
    /** Begins reads, writes, alerts and an import. */
    void start();

    /** What each probe measures now; {@link Measure#isCountedAtTheEnd()} ones are missing. */
    Map<Measure, Double> measures();

    /** The companies it works for. */
    List<String> companies();

    /**
     * Drops what is cached of these companies.
     *
     * @return how many keys
     */
    long purgeCaches();

    /** What went on beside the requests, in words for the report; asked for after the end. */
    default Map<String, Long> beside() {
        return Map.of();
    }

    /** How the requests went that were due in a phase; asked for after the end. */
    default List<Timing> timings(Phase phase) {
        return List.of();
    }

    /** Ends the load, waits for what is on its way, and looks for every acknowledged write. */
    Counted finish();

    @Override
    void close();
}

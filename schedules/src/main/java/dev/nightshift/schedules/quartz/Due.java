package dev.nightshift.schedules.quartz;

import java.time.Instant;

/** Told of times that are due. Thread-safe. */
public interface Due {
    /** It is time: runs until what is due rests. */
    void due(String schedule, Instant at);

    /** A schedule was due while nobody served; by its rule it is due once more now, or is not. */
    void misfired(String schedule, Instant firstMissed);
}

package dev.nightshift.schedules.quartz;

import java.time.Instant;

/** Told of times that are due. Thread-safe. */
public interface Due {
    /** It is time. Returns at once: what is due is at work elsewhere. */
    void due(String schedule, Instant at);

    /**
     * A schedule was due, and its time went by; by its rule it is due once more now, or is not.
     *
     * @return false when it is to wait for its next time, whatever its rule says
     */
    boolean misfired(String schedule, Instant firstMissed);
}

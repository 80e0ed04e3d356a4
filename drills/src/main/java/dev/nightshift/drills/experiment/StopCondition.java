package dev.nightshift.drills.experiment;

import java.time.Duration;

/**
 * Ends a drill early: the measure is above a limit for too long.
 *
 * @param above the limit
 * @param lasting for how long without a break
 */
public record StopCondition(Measure measure, double above, Duration lasting) {
    /** For people. */
    public String told() {
        return "%s above %s for %d s"
                .formatted(measure.word(), measure.told(above), lasting.toSeconds());
    }
}

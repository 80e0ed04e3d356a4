package dev.nightshift.alerts.registry;

import java.time.Duration;

/**
 * When a sign of life is missed.
 *
 * @param period a success is expected this often
 * @param grace how much later than the period is only late, not red
 * @param maxRun the longest a run may take before it counts as hung; apart from the grace
 * @param paused nothing is expected for now
 */
public record HeartbeatTerms(Duration period, Duration grace, Duration maxRun, boolean paused) {
    /** Once in 24 hours, an hour's grace, runs of at most six hours. */
    public static final HeartbeatTerms DEFAULT =
            new HeartbeatTerms(
                    Duration.ofHours(24), Duration.ofHours(1), Duration.ofHours(6), false);
}

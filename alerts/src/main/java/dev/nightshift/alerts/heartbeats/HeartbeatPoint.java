package dev.nightshift.alerts.heartbeats;

import java.time.Instant;
import java.util.List;

/**
 * One operation of one company, as the last sweep left it.
 *
 * @param since when it came into this state
 * @param told whether it was alerted as red and not yet as recovered
 * @param reds when it last turned red, the newest last; few, and not old
 */
public record HeartbeatPoint(
        HeartbeatState state, Instant since, boolean told, List<Instant> reds) {
    public HeartbeatPoint {
        reds = List.copyOf(reds);
    }

    /** A point that no sweep has looked at. */
    static HeartbeatPoint fresh(Instant now) {
        return new HeartbeatPoint(HeartbeatState.NEVER, now, false, List.of());
    }
}

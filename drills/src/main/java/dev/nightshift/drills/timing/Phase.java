package dev.nightshift.drills.timing;

import java.time.Instant;
import java.util.List;

/**
 * A part of a drill: before, during a fault, after.
 *
 * @param name as a report has it
 * @param spans when it was; a request belongs to it when it was due in one of them
 */
public record Phase(String name, List<Span> spans) {
    public Phase {
        spans = List.copyOf(spans);
    }

    /** From a moment until just before another. */
    public record Span(Instant from, Instant to) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    boolean holds(Instant at) {
        return spans.stream().anyMatch(span -> span.holds(at));
    }
}

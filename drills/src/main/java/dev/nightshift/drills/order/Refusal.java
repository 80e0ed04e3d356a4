package dev.nightshift.drills.order;

import java.util.Optional;

/** A reason not to begin a drill. */
@FunctionalInterface
public interface Refusal {
    /** What stands against it, in a sentence; empty when nothing does. */
    Optional<String> against(DrillOrder order);
}

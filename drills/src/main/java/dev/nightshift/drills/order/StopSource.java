package dev.nightshift.drills.order;

import java.util.Optional;

/** Says whether a drill is to end early, and why; asked often, from any thread. */
@FunctionalInterface
public interface StopSource {
    /** Never. */
    StopSource NEVER = Optional::empty;

    /** Why the drill is to end; empty while it may go on. */
    Optional<String> reason();

    /** This one, and then the other. */
    default StopSource or(StopSource other) {
        return () -> reason().or(other::reason);
    }
}

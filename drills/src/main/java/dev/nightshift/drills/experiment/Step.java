package dev.nightshift.drills.experiment;

import java.time.Duration;
import java.util.Map;

/** One step of a method or of the rollbacks. */
public sealed interface Step permits Probe, Step.Inject, Step.Act {
    /** What the file calls it. */
    String name();

    /**
     * Injects a fault.
     *
     * @param fault its name
     * @param arguments of the fault
     */
    record Inject(String name, String fault, Map<String, Object> arguments, Pauses pauses)
            implements Step {
        public Inject {
            arguments = Map.copyOf(arguments);
        }
    }

    /**
     * Does something else.
     *
     * @param of the name of the step that is healed; empty for all
     * @param within how long {@link Kind#AWAIT_STEADY} waits at most
     * @param steadyFor how long the steady state must hold to count
     */
    record Act(
            String name, Kind kind, String of, Duration within, Duration steadyFor, Pauses pauses)
            implements Step {}

    /** What can be done beside injecting. */
    enum Kind {
        /** Takes a fault back. */
        HEAL,
        /** Waits until the steady state holds. */
        AWAIT_STEADY,
        /** Drops what is cached of the companies of the drill. */
        PURGE_CACHES;

        /** The name in an experiment. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** How long the drill waits around a step. */
    record Pauses(Duration before, Duration after) {
        /** It does not wait. */
        public static final Pauses NONE = new Pauses(Duration.ZERO, Duration.ZERO);
    }
}

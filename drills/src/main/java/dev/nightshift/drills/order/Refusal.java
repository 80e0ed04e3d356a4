package dev.nightshift.drills.order;

import java.util.Optional;

/** A reason not to begin a drill. */
@FunctionalInterface
public interface Refusal {
    /** What stands against it, in a sentence; empty when nothing does. */
    Optional<String> against(DrillOrder order);

    /** What to do about it. */
    default String hint() {
        return "Nothing was broken. Mend that, or wait, and run it again.";
    }

    /** The same, for live drills only. */
    default Refusal live() {
        Refusal always = this;
        return new Refusal() {
            @Override
            public Optional<String> against(DrillOrder order) {
                return order.live() ? always.against(order) : Optional.empty();
            }

            @Override
            public String hint() {
                return always.hint();
            }
        };
    }
}

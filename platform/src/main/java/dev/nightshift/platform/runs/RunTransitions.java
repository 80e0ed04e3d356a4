package dev.nightshift.platform.runs;

import static dev.nightshift.platform.runs.RunState.ABANDONED;
import static dev.nightshift.platform.runs.RunState.COMPLETED;
import static dev.nightshift.platform.runs.RunState.FAILED;
import static dev.nightshift.platform.runs.RunState.PAUSED;
import static dev.nightshift.platform.runs.RunState.PAUSING;
import static dev.nightshift.platform.runs.RunState.QUEUED;
import static dev.nightshift.platform.runs.RunState.RUNNING;
import static dev.nightshift.platform.runs.RunState.STOPPED;
import static dev.nightshift.platform.runs.RunState.STOPPING;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one table of what may follow what, with the reason of each edge. */
public final class RunTransitions {
    /**
     * One edge.
     *
     * @param reason why a run goes this way
     */
    public record Transition(RunState from, RunState to, String reason) {}

    private static final List<Transition> TABLE =
            List.of(
                    new Transition(QUEUED, RUNNING, "its turn came"),
                    new Transition(QUEUED, PAUSED, "paused before it began"),
                    new Transition(QUEUED, STOPPED, "stopped before it began"),
                    new Transition(QUEUED, FAILED, "its process died while it waited"),
                    new Transition(RUNNING, PAUSING, "an operator asked it to pause"),
                    new Transition(
                            RUNNING, STOPPING, "an operator or its process asked it to stop"),
                    new Transition(RUNNING, COMPLETED, "everything is done"),
                    new Transition(RUNNING, FAILED, "a failure ended it, or its process died"),
                    new Transition(PAUSING, PAUSED, "the batch in flight is committed"),
                    new Transition(PAUSING, STOPPING, "a stop overrules a pause"),
                    new Transition(PAUSING, COMPLETED, "the batch in flight was the last one"),
                    new Transition(
                            PAUSING, FAILED, "the batch in flight failed, or its process died"),
                    new Transition(PAUSED, QUEUED, "an operator resumed it"),
                    new Transition(PAUSED, STOPPED, "an operator ended the pause for good"),
                    new Transition(PAUSED, ABANDONED, "an operator gave it up"),
                    new Transition(STOPPING, STOPPED, "the batch in flight is committed"),
                    new Transition(STOPPING, COMPLETED, "the batch in flight was the last one"),
                    new Transition(
                            STOPPING, FAILED, "the batch in flight failed, or its process died"),
                    new Transition(STOPPED, QUEUED, "it was restarted"),
                    new Transition(STOPPED, ABANDONED, "an operator gave it up"),
                    new Transition(FAILED, QUEUED, "it was restarted"),
                    new Transition(FAILED, ABANDONED, "an operator gave it up"));

    private RunTransitions() {}

    /** Every edge, by the state it leaves. */
    public static List<Transition> table() {
        return TABLE;
    }

    /** The edge between two states; empty when a run never goes that way. */
    public static Optional<Transition> between(RunState from, RunState to) {
        return TABLE.stream().filter(edge -> edge.from() == from && edge.to() == to).findFirst();
    }

    /** The states that a run may come from; empty for a state that none leads to. */
    public static Set<RunState> into(RunState to) {
        Set<RunState> sources = EnumSet.noneOf(RunState.class);
        TABLE.stream().filter(edge -> edge.to() == to).forEach(edge -> sources.add(edge.from()));
        return sources;
    }
}

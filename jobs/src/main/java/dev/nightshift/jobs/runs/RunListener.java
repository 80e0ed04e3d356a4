package dev.nightshift.jobs.runs;

import java.util.function.LongConsumer;

/** Told what becomes of a launch while its caller waits; called on the launching thread. */
public interface RunListener {
    /** Wants to know nothing. */
    RunListener NONE = new RunListener() {};

    /** The run has its number; it is QUEUED. */
    default void accepted(long runId) {}

    /** The run waits for another one; told again when that changes. */
    default void waitingFor(long runId, long otherRunId) {}

    /** The run begins to work. */
    default void began(long runId) {}

    /** The same; what is given is done first when the run has its number. */
    default RunListener after(LongConsumer first) {
        RunListener then = this;
        return new RunListener() {
            @Override
            public void accepted(long runId) {
                first.accept(runId);
                then.accepted(runId);
            }

            @Override
            public void waitingFor(long runId, long otherRunId) {
                then.waitingFor(runId, otherRunId);
            }

            @Override
            public void began(long runId) {
                then.began(runId);
            }
        };
    }
}

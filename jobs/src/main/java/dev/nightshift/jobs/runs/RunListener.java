package dev.nightshift.jobs.runs;

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
}

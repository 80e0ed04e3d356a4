package dev.nightshift.platform.runs;

/** Where a run stands. A state is shown only when it is true. */
public enum RunState {
    /** Accepted, nothing has moved yet: another run of the same kind goes first. */
    QUEUED,
    /** At work. */
    RUNNING,
    /** Asked to pause; the batch in flight is being finished. */
    PAUSING,
    /** Nothing moves; it goes on where it stood when it is resumed. */
    PAUSED,
    /** Asked to stop; the batch in flight is being finished. */
    STOPPING,
    /** Nothing moves; a restart goes on where it stood. */
    STOPPED,
    /** Everything is done. */
    COMPLETED,
    /** Ended early by a failure; a restart goes on where it stood. */
    FAILED,
    /** Given up for good by an operator. */
    ABANDONED;

    /** Whether a process holds the run: it waits, works, or ends its batch in flight. */
    public boolean isActive() {
        return switch (this) {
            case QUEUED, RUNNING, PAUSING, STOPPING -> true;
            case PAUSED, STOPPED, COMPLETED, FAILED, ABANDONED -> false;
        };
    }

    /** Whether the run can go on where it stood. */
    public boolean isResumable() {
        return switch (this) {
            case PAUSED, STOPPED, FAILED -> true;
            case QUEUED, RUNNING, PAUSING, STOPPING, COMPLETED, ABANDONED -> false;
        };
    }
}

package dev.nightshift.schedules.history;

/** What became of a time at which a schedule was due. */
public enum Event {
    /** Waits until the earlier time is over, or until it is its company's turn. */
    QUEUED,
    /** At work. */
    RUNNING,
    /** Every run is done. */
    COMPLETED,
    /** A run failed, or could not be started. */
    FAILED,
    /** Stopped at a batch, or before it began; goes on when a process serves again. */
    STOPPED,
    /** Its process died, or a store was away; goes on when a process serves. */
    LOST,
    /** Not run: an earlier time, or the same work started otherwise, was still at work. */
    SKIPPED,
    /** Not run: the schedule was paused, or its process was about to end. */
    VETOED,
    /** Its time went by, mostly because nobody served; run late. */
    MISFIRED,
    /** Its time went by, mostly because nobody served; never run. */
    MISSED,
    /** At work for longer than the schedule allows. */
    OVERRAN;

    /** Whether somebody should work on it now. */
    public boolean isActive() {
        return this == QUEUED || this == RUNNING;
    }

    /** Whether a process that serves takes it up again. */
    public boolean goesOn() {
        return this == STOPPED || this == LOST;
    }
}

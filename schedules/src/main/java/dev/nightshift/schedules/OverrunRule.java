package dev.nightshift.schedules;

/** What happens to a run that takes longer than its schedule allows. */
public enum OverrunRule {
    /** It goes on; an alert tells of it. */
    TELL,
    /** It is asked to stop at its next batch, too. */
    STOP
}

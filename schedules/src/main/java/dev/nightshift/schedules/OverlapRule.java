package dev.nightshift.schedules;

/** What happens when a schedule is due while an earlier time of it is still at work. */
public enum OverlapRule {
    /** It does not run this time. */
    SKIP,
    /** It waits and runs afterwards; one waits at most, further ones are skipped. */
    QUEUE,
    /** Companies whose earlier run is over run; the others are skipped. */
    ONE_PER_COMPANY
}

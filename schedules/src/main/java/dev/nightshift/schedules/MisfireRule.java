package dev.nightshift.schedules;

/** What happens when a schedule was due while nobody served. */
public enum MisfireRule {
    /** It runs once, late, however often it was due. */
    RUN_ONCE,
    /** It waits for its next time; what was missed is recorded. */
    SKIP
}

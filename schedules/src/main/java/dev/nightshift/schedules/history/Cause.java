package dev.nightshift.schedules.history;

/** Why a schedule's job was to run. */
public enum Cause {
    /** It was due. */
    CRON,
    /** Somebody asked for it. */
    MANUAL
}

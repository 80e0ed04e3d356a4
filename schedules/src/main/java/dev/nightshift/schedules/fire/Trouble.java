package dev.nightshift.schedules.fire;

import dev.nightshift.alerts.Severity;
import dev.nightshift.schedules.history.Event;

/** What people are told of a schedule because it should not have been. */
public enum Trouble {
    /** A run failed, or could not be started. */
    FAILED(Event.FAILED),
    /** An earlier time, or the same work started otherwise, was still at work. */
    SKIPPED(Event.SKIPPED),
    /** It was paused, or its process was about to end. */
    VETOED(Event.VETOED),
    /** Its time went by, mostly because nobody served; run late. */
    MISFIRED(Event.MISFIRED),
    /** Its time went by, mostly because nobody served; never run. */
    MISSED(Event.MISSED),
    /** At work for longer than it may be. */
    OVERRAN(Event.OVERRAN);

    private final Event event;

    Trouble(Event event) {
        this.event = event;
    }

    /** What the history calls it. */
    public Event event() {
        return event;
    }

    /** A veto is somebody's wish; everything else is not. */
    Severity severity() {
        return this == VETOED ? Severity.INFO : Severity.WARNING;
    }
}

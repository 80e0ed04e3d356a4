package dev.nightshift.alerts;

import java.util.Locale;

/** What kind of thing an alert tells. */
public enum EventType {
    FAILURE,
    SLO_BREACH,
    /** A sign of life, such as a heartbeat. */
    IMPORTANT_EVENT;

    /** The name in JSON and in the store, for example {@code slo_breach}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

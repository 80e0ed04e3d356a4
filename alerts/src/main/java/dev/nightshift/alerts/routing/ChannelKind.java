package dev.nightshift.alerts.routing;

import java.util.Locale;

/** A way to reach a person or a system. */
public enum ChannelKind {
    EMAIL,
    SMS,
    /** A call; from the fourth level of a CRITICAL on. */
    VOICE,
    WEBHOOK,
    PAGERDUTY,
    /** Sends nothing and says it was sent: for drills and checks. */
    DRY;

    /** The name in the configuration and in records. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

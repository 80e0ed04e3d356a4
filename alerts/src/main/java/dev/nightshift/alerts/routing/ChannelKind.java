package dev.nightshift.alerts.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** Whether what listens there keeps an incident open until it is told of its end. */
    public boolean keepsIncidents() {
        return this == PAGERDUTY || this == WEBHOOK;
    }

    /** The channel of that name; empty when there is none. */
    public static Optional<ChannelKind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}

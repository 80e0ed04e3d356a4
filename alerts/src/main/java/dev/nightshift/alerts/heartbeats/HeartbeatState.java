package dev.nightshift.alerts.heartbeats;

import java.util.Locale;
import java.util.Optional;

/** What is known of one operation of one company; the names are part of the JSON contract. */
public enum HeartbeatState {
    /** Seen to succeed within its period; where that is long, and never yet, tried within it. */
    GREEN,
    /** Overdue, but within its grace, or at work. */
    LATE,
    /** Missed, or at work for longer than any run may take. */
    RED,
    /** Never seen to succeed: it may never have been used. */
    NEVER,
    /** Nothing is expected for now. */
    PAUSED;

    /** The name in JSON and in the store. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HeartbeatState> ofWire(String name) {
        for (HeartbeatState state : values()) {
            if (state.wire().equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}

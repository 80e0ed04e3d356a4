package dev.nightshift.platform.redis;

/** Whether Redis is called. */
public enum CircuitState {
    /** Calls are made. */
    CLOSED,
    /** The last calls failed: calls fail at once, without being made. */
    OPEN,
    /** A few calls are made to see whether Redis is back. */
    HALF_OPEN
}

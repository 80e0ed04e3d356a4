package dev.nightshift.alerts;

/** How much an alert matters, lowest first; the names are part of the JSON contract. */
public enum Severity {
    /** Goes to the record only. */
    INFO,
    /** A person should look within hours. */
    WARNING,
    /** Data or security is at stake: a person is woken. */
    CRITICAL;

    /** 0 for the lowest. */
    public int rank() {
        return switch (this) {
            case INFO -> 0;
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }
}

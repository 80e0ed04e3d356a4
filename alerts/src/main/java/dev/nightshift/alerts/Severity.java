package dev.nightshift.alerts;

/** How much an alert matters, lowest first; the names are part of the JSON contract. */
public enum Severity {
    /** Goes to the record only. */
    INFO,
    /** A person should look within hours. */
    WARNING,
    /** Data or security is at stake: a person is woken. */
    CRITICAL
}

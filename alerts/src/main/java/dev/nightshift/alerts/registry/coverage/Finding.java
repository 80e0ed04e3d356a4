package dev.nightshift.alerts.registry.coverage;

import dev.nightshift.alerts.Severity;

/** What can be said of a code; the names are part of the JSON contract. */
public enum Finding {
    /** Registered, raised by the code, and seen within 24 hours. */
    OK(Severity.INFO),
    /** No company has seen it, not even as a trial of the path. */
    NEVER_SEEN(Severity.INFO),
    /** Seen, but not within 24 hours. */
    STALE_24H(Severity.INFO),
    /** Nobody is asked when it is raised. */
    OWNER_MISSING(Severity.WARNING),
    /** Registered, but the code that was scanned raises it nowhere. */
    MISSING_IN_CODE(Severity.WARNING),
    /** The code raises it with another severity than the registry says. */
    SEVERITY_MISMATCH(Severity.CRITICAL),
    /** The name does not keep to the rule, or does not fit its entry. */
    BAD_NAME(Severity.CRITICAL),
    /** More than one entry names it. */
    DUPLICATE_CODE(Severity.CRITICAL),
    /** Raised by the code, or seen, but not registered. */
    MISSING_IN_REGISTRY(Severity.CRITICAL);

    private final Severity level;

    Finding(Severity level) {
        this.level = level;
    }

    /** How much it matters; OK matters less than anything and is never failed on. */
    public Severity level() {
        return level;
    }
}

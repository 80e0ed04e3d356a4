package dev.nightshift.platform.keyspaces;

/** How bad it is that expired keys are left; each constant is worse than the one before. */
public enum HealthLevel {
    /** Few or none. */
    HEALTHY,
    /** So many that somebody should look. */
    WARNING,
    /** So many that something is broken. */
    CRITICAL;

    /** The worse of two. */
    public HealthLevel orWorse(HealthLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

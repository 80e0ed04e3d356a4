package dev.nightshift.platform.keyspaces;

/**
 * From how many expired keys of a company on it is bad.
 *
 * @param warning from here on somebody should look; at least 1
 * @param critical from here on something is broken; more than {@code warning}
 */
public record Thresholds(long warning, long critical) {
    public Thresholds {
        if (warning < 1 || critical <= warning) {
            throw new IllegalArgumentException(
                    "warning is at least 1, and critical more than warning");
        }
    }

    /** How bad so many are. */
    public HealthLevel level(long expired) {
        if (expired >= critical) {
            return HealthLevel.CRITICAL;
        }
        return expired >= warning ? HealthLevel.WARNING : HealthLevel.HEALTHY;
    }
}

package dev.nightshift.alerts.heartbeats;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What was last seen of an operation.
 *
 * @param succeeded when it last succeeded; null for never
 * @param started when it last began; null where nobody said
 */
public record Sighting(@Nullable Instant succeeded, @Nullable Instant started) {
    /** Nothing was ever seen. */
    public static final Sighting NONE = new Sighting(null, null);

    /** Whether a run began after the last success. */
    boolean isRunning() {
        return started != null && (succeeded == null || started.isAfter(succeeded));
    }
}

package dev.nightshift.alerts.heartbeats;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What was last seen of an operation.
 *
 * @param succeeded when it last succeeded; null for never
 * @param started when it last began; null where nobody said
 * @param tried when the way of its alerts was last tried; null for never
 */
public record Sighting(
        @Nullable Instant succeeded, @Nullable Instant started, @Nullable Instant tried) {
    /** Nothing was ever seen. */
    public static final Sighting NONE = new Sighting(null, null, null);

    /** Without a trial. */
    public Sighting(@Nullable Instant succeeded, @Nullable Instant started) {
        this(succeeded, started, null);
    }

    /** Whether nothing but a trial was ever seen. */
    public boolean isOnlyTried() {
        return succeeded == null && tried != null;
    }

    /** Whether a run began after the last success. */
    boolean isRunning() {
        return started != null && (succeeded == null || started.isAfter(succeeded));
    }
}

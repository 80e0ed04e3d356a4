package dev.nightshift.drills.report;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What one fault did: moments are null when they did not come.
 *
 * @param fault the step's name
 * @param kind of the fault
 * @param healedBy method, rollback, lease or watchdog
 */
public record Episode(
        String fault,
        String kind,
        Instant injected,
        @Nullable Instant detected,
        @Nullable Instant circuitOpen,
        @Nullable Instant degraded,
        @Nullable Instant readOnly,
        @Nullable Instant healed,
        String healedBy,
        @Nullable Instant circuitClosed,
        @Nullable Instant steady,
        @Nullable Instant purged) {
    /**
     * Time to recovery in milliseconds: steady less injected; null when it was not steady again.
     */
    public @Nullable Long rtoMs() {
        return since(injected, steady);
    }

    /** How long detection took, in milliseconds. */
    public @Nullable Long detectedMs() {
        return since(injected, detected);
    }

    /** How long it took to be steady once the fault was gone, in milliseconds. */
    public @Nullable Long recoveredMs() {
        return healed == null ? null : since(healed, steady);
    }

    private static @Nullable Long since(Instant from, @Nullable Instant to) {
        return to == null ? null : (Long) Duration.between(from, to).toMillis();
    }
}

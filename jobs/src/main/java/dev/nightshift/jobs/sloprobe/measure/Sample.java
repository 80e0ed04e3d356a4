package dev.nightshift.jobs.sloprobe.measure;

import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param responseNanos from the moment it was due to its answer; of one that timed out, until then
 * @param serviceNanos from the moment it was really sent
 * @param answer null when it failed
 * @param failure why it failed; null when it did not
 */
public record Sample(
        long responseNanos,
        long serviceNanos,
        Operation.@Nullable Answer answer,
        @Nullable String failure) {
    /** Why a request failed that took too long. */
    public static final String TIMEOUT = "TIMEOUT";

    /** Whether its time counts: a failure that comes at once would flatter. */
    boolean isTimed() {
        return failure == null || failure.equals(TIMEOUT);
    }
}

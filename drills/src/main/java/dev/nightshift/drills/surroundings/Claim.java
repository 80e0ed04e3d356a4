package dev.nightshift.drills.surroundings;

import dev.nightshift.drills.order.StopSource;

/**
 * The right to break servers that others use too: one drill at a time has it. It says when it is
 * lost. Thread-safe.
 */
public interface Claim extends StopSource, AutoCloseable {
    /** For servers that nobody else uses. */
    static Claim none() {
        return new Claim() {
            @Override
            public java.util.Optional<String> reason() {
                return java.util.Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    /** Gives it back. */
    @Override
    void close();
}

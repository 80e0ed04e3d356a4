package dev.nightshift.drills.run;

import dev.nightshift.drills.order.StopSource;

import java.util.Optional;

/**
 * Ends a drill whose thread is interrupted. The thread is not left interrupted meanwhile, because
 * healing waits; it is again once the drill is over. Used by the drill's own thread.
 */
final class Interruption implements StopSource, AutoCloseable {
    private boolean came;

    @Override
    public Optional<String> reason() {
        came |= Thread.interrupted();
        return came ? Optional.of("its thread was interrupted") : Optional.empty();
    }

    @Override
    public void close() {
        if (came) {
            Thread.currentThread().interrupt();
        }
    }
}

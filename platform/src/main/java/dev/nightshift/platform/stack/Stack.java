package dev.nightshift.platform.stack;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;

import java.util.Optional;

/**
 * The stores of an installation as a command sees them: the configured ones, and for the rest the
 * embedded servers, which live in one background process per data dir. Thread-safe.
 */
public final class Stack {
    private final Settings settings;

    /** The stack of these settings' data dir. */
    public Stack(Settings settings) {
        this.settings = settings;
    }

    /**
     * Where the stores are; starts the background process when one of them is embedded and it does
     * not run yet.
     *
     * @throws NightshiftException STACK_UNAVAILABLE or DISK_FULL when the servers do not start
     */
    public Endpoints endpoints() {
        if (settings.mongodbUri().isPresent()
                && settings.redisUri().isPresent()
                && settings.jdbcUrl().isPresent()) {
            return new Endpoints(
                    settings.mongodbUri().get(),
                    settings.redisUri().get(),
                    settings.jdbcUrl().get(),
                    "",
                    "",
                    "configured stores");
        }
        throw new NightshiftException(
                FailureCode.STACK_UNAVAILABLE,
                "The embedded servers of %s are not built yet.".formatted(settings.dataDir()),
                "");
    }

    /** The running background process; empty when none runs. */
    public Optional<StackStatus> status() {
        return Optional.empty();
    }

    /** Stops the background process and waits for it; false when none runs. */
    public boolean stop() {
        return false;
    }
}

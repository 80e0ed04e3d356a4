package dev.nightshift.app.http;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.server.MongoMode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks MongoDB for what a page tells, without a job's half a minute of patience: whoever probes
 * gives up sooner, and pages that wait leave no thread for those that need no MongoDB. Thread-safe.
 */
final class MongoLook {
    /** Less than Prometheus' ten seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<MongoMode> mode;
    private final Duration patience;

    /**
     * Looks.
     *
     * @param mode what the driver knows: nothing is asked of a MongoDB that is away
     */
    MongoLook(Supplier<MongoMode> mode, Duration patience) {
        this.mode = mode;
        this.patience = patience;
    }

    /**
     * What the question gives.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE when there is no answer in time; what the
     *     question threw
     */
    <T> T at(Supplier<T> question) {
        if (mode.get() == MongoMode.AWAY) {
            throw away(null);
        }
        FutureTask<T> look = new FutureTask<>(question::get);
        Thread.ofVirtual().name("look").start(look);
        try {
            return look.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            throw away(silent);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw away(ending);
        } finally {
            look.cancel(true);
        }
    }

    private static NightshiftException away(@Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.MONGODB_UNAVAILABLE,
                "MongoDB does not answer.",
                "`nightshift doctor` tells what is wrong with it.",
                cause);
    }
}

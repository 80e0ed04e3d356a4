package dev.nightshift.app.http;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.question.Question;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
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
        return begin(question).get();
    }

    /**
     * Begins to ask, so that others are asked meanwhile; what it gives waits until the patience is
     * over, and gives or throws as {@link #at} does. To be asked once.
     */
    <T> Supplier<T> begin(Supplier<T> question) {
        if (mode.get() == MongoMode.AWAY) {
            return () -> {
                throw away(null);
            };
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Question<T> asked = Question.ask(Thread.ofVirtual().name("look"), question);
        return () -> answer(asked, deadline);
    }

    private static <T> T answer(Question<T> asked, long deadline) {
        try {
            return asked.within(Duration.ofNanos(deadline - System.nanoTime()))
                    .orElseThrow(() -> away(null));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw away(ending);
        } catch (Error broken) {
            // It ended the thread that asked; whoever waits goes on.
            throw new IllegalStateException(broken);
        } finally {
            asked.giveUp();
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

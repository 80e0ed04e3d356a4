package dev.nightshift.platform.mongo;

import com.mongodb.MongoException;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.failure.MongoFailures;
import dev.nightshift.platform.mongo.operation.Repeat;

import org.bson.BsonMaximumSizeExceededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Repeats calls that failed for a reason that passes, with growing pauses. Thread-safe. */
final class Retry {
    private static final Logger log = LoggerFactory.getLogger(Retry.class);

    private final MongoOptions options;
    private final Pause pause;

    Retry(MongoOptions options, Pause pause) {
        this.options = options;
        this.pause = pause;
    }

    /** For reads. */
    <T> T read(String what, Supplier<T> call) {
        return run(what, Repeat.SAFE, attempt -> call.get());
    }

    /** For writes; the call is told the number of its attempt, from 1. */
    <T> T run(String what, Repeat repeat, IntFunction<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.apply(attempt);
            } catch (BsonMaximumSizeExceededException e) {
                throw new NightshiftException(
                        FailureCode.MONGODB_REFUSED,
                        "Too large for MongoDB: could not %s.".formatted(what),
                        "A document may have 16 MB at most.",
                        e);
            } catch (MongoException e) {
                boolean again =
                        repeat == Repeat.SAFE
                                ? MongoFailures.isTransient(e)
                                : MongoFailures.isNotSent(e);
                if (!again || attempt >= options.attempts()) {
                    throw MongoFailures.translate(what, e);
                }
                log.atWarn()
                        .addKeyValue("module", "mongo")
                        .addKeyValue("event", "mongodb.retry")
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("MongoDB does not answer, trying again");
                await(what, attempt, e);
            }
        }
    }

    private void await(String what, int attempt, MongoException cause) {
        long ceiling =
                Math.min(
                        options.maxDelay().toNanos(),
                        options.firstDelay().toNanos() << Math.min(attempt - 1, 20));
        // Half of it at random, so that callers that failed together do not return together.
        long delay = ceiling - ThreadLocalRandom.current().nextLong(ceiling / 2 + 1);
        try {
            if (pause.await(Duration.ofNanos(delay))) {
                throw MongoFailures.translate(what, cause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NightshiftException(
                    FailureCode.MONGODB_UNAVAILABLE,
                    "Interrupted while waiting for MongoDB; could not %s.".formatted(what),
                    "Run the same command again.",
                    e);
        }
    }
}

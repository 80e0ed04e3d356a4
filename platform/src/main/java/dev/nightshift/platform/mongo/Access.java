package dev.nightshift.platform.mongo;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.failure.MongoFailures;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.server.MongoMode;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * How a server is called whose primary may be away: reads then go to secondaries, and writes are
 * refused at once when it stays away.
 */
record Access(Retry retry, PrimaryWatch primary) {
    <T> T read(String what, Supplier<T> call) {
        return retry.read(what, call);
    }

    <T> T write(String what, Repeat repeat, IntFunction<T> call) {
        AtomicBoolean maybeDone = new AtomicBoolean();
        try {
            return retry.run(
                    what,
                    repeat,
                    attempt -> {
                        requireWritable(what);
                        try {
                            return call.apply(attempt);
                        } catch (MongoException e) {
                            maybeDone.compareAndSet(false, !MongoFailures.isNotSent(e));
                            throw e;
                        }
                    });
        } catch (NightshiftException e) {
            throw told(what, e, maybeDone.get());
        }
    }

    /** A write is refused only when it is certainly not done. */
    private NightshiftException told(String what, NightshiftException e, boolean maybeDone) {
        boolean refused = e.code() == FailureCode.MONGODB_READ_ONLY;
        boolean noPrimary = e.code() == FailureCode.MONGODB_UNAVAILABLE && primary.readsAnywhere();
        if (refused && maybeDone) {
            return new NightshiftException(
                    FailureCode.MONGODB_UNAVAILABLE,
                    "MongoDB lost its primary; whether it could %s is not known.".formatted(what),
                    "Look when it has a primary again.",
                    e);
        }
        if (noPrimary) {
            NightshiftException readOnly = readOnly(what, e);
            return maybeDone
                    ? new NightshiftException(e.code(), e.message(), e.hint(), readOnly)
                    : readOnly;
        }
        return e;
    }

    /** The collection as it can be read now; to be asked for in each attempt. */
    MongoCollection<Document> readable(MongoCollection<Document> collection) {
        return primary.readsAnywhere()
                ? collection.withReadPreference(ReadPreference.primaryPreferred())
                : collection;
    }

    /**
     * The collection without a limit to how long a command may take. A server that is away is still
     * noticed: by the driver's own look-outs, which close its connections, and by keep-alive.
     */
    static MongoCollection<Document> patient(MongoCollection<Document> collection) {
        return collection.withTimeout(0, TimeUnit.MILLISECONDS);
    }

    /**
     * Refuses what cannot be written now.
     *
     * @throws NightshiftException MONGODB_READ_ONLY
     */
    void requireWritable(String what) {
        if (primary.mode() == MongoMode.READ_ONLY) {
            throw readOnly(what, null);
        }
    }

    private static NightshiftException readOnly(String what, @Nullable Throwable cause) {
        return new NightshiftException(
                FailureCode.MONGODB_READ_ONLY,
                "MongoDB has no primary and takes no writes; could not %s.".formatted(what),
                "Reads go on. Check the replica set, and try again when it has a primary.",
                cause);
    }
}

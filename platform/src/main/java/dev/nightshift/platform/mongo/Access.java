package dev.nightshift.platform.mongo;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.Document;

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
        return retry.run(
                what,
                repeat,
                attempt -> {
                    requireWritable(what);
                    return call.apply(attempt);
                });
    }

    /** The collection as it can be read now; to be asked for in each attempt. */
    MongoCollection<Document> readable(MongoCollection<Document> collection) {
        return primary.readsAnywhere()
                ? collection.withReadPreference(ReadPreference.primaryPreferred())
                : collection;
    }

    /**
     * Refuses what cannot be written now.
     *
     * @throws NightshiftException MONGODB_READ_ONLY
     */
    void requireWritable(String what) {
        if (primary.mode() == MongoMode.READ_ONLY) {
            throw new NightshiftException(
                    FailureCode.MONGODB_READ_ONLY,
                    "MongoDB has no primary and takes no writes; could not %s.".formatted(what),
                    "Reads go on. Check the replica set, and try again when it has a primary.");
        }
    }
}

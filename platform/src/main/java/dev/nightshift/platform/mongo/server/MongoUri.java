package dev.nightshift.platform.mongo.server;

import com.mongodb.ConnectionString;
import com.mongodb.MongoConfigurationException;
import com.mongodb.WriteConcern;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

/** What a connection string must be. */
public final class MongoUri {
    private MongoUri() {}

    /**
     * Reads it.
     *
     * @throws NightshiftException BAD_SETTING for a malformed URI, and for one that asks for writes
     *     without an answer
     */
    // The driver's message repeats the URI, password included: it is dropped.
    @SuppressWarnings("UnusedException")
    public static ConnectionString parse(String uri) {
        ConnectionString parsed;
        try {
            parsed = new ConnectionString(uri);
        } catch (IllegalArgumentException | MongoConfigurationException e) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "NIGHTSHIFT_MONGODB_URI is not a MongoDB connection string.",
                    "It looks like mongodb://host:27017/nightshift; special characters of a"
                            + " password are percent-encoded.");
        }
        WriteConcern writeConcern = parsed.getWriteConcern();
        if (writeConcern != null && !writeConcern.isAcknowledged()) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "NIGHTSHIFT_MONGODB_URI asks for writes that are not acknowledged (w=0).",
                    "Remove w=0: without an answer no import could be accounted for.");
        }
        return parsed;
    }
}

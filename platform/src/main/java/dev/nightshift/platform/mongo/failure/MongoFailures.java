package dev.nightshift.platform.mongo.failure;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoQueryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.Set;

/** What a driver's exception means: whether it passes, and what the operator is told. */
public final class MongoFailures {
    private static final Set<Integer> DENIED = Set.of(13, 18, 8000);

    /**
     * Not a primary, or not yet or no longer a member that answers. Queries bring these codes in an
     * exception of their own kind.
     */
    private static final Set<Integer> CHANGES_STATE =
            Set.of(10107, 13435, 10058, 11600, 11602, 13436, 189, 91);

    private static final int OUT_OF_DISK_SPACE = 14031;

    private MongoFailures() {}

    /** The command was certainly not executed: trying again cannot do it twice. */
    public static boolean isNotSent(MongoException e) {
        return (e instanceof MongoTimeoutException
                        && !(e instanceof MongoExecutionTimeoutException))
                || e instanceof MongoSocketOpenException
                || e instanceof MongoConnectionPoolClearedException
                || e instanceof MongoServerUnavailableException
                || e.hasErrorLabel("NoWritesPerformed");
    }

    /** The reason passes by itself; whether the command was executed is unknown. */
    public static boolean isTransient(MongoException e) {
        return isNotSent(e)
                || e instanceof MongoSocketException
                || e instanceof MongoNotPrimaryException
                || e instanceof MongoNodeIsRecoveringException
                || (e instanceof MongoQueryException && CHANGES_STATE.contains(e.getCode()))
                || e.hasErrorLabel("RetryableWriteError");
    }

    /** The server does not let this user do it. */
    public static boolean isDenied(MongoException e) {
        return e instanceof MongoSecurityException
                || (e instanceof MongoCommandException && DENIED.contains(e.getCode()))
                || (e instanceof MongoQueryException && DENIED.contains(e.getCode()));
    }

    /** Whether an answer of that code says that the server's disk is full. */
    static boolean isDiskFull(int code) {
        return code == OUT_OF_DISK_SPACE;
    }

    static NightshiftException diskFull(String what, MongoException e) {
        return new NightshiftException(
                FailureCode.DISK_FULL,
                "The disk of MongoDB is full; could not %s.".formatted(what),
                "Make room there and run the same command again.",
                e);
    }

    /** What the operator is told of it, without the driver's text. */
    public static NightshiftException translate(String what, MongoException e) {
        if (isDiskFull(e.getCode())) {
            return diskFull(what, e);
        }
        if (isDenied(e)) {
            return new NightshiftException(
                    FailureCode.MONGODB_UNSUITABLE,
                    "MongoDB does not let this user %s.".formatted(what),
                    "Check user, password and authSource in NIGHTSHIFT_MONGODB_URI, and the"
                            + " user's rights.",
                    e);
        }
        if (e instanceof MongoWriteConcernException) {
            return new NightshiftException(
                    FailureCode.MONGODB_UNAVAILABLE,
                    "MongoDB could not %s durably: too few members confirmed it.".formatted(what),
                    "Check the replica set, then run the same command again.",
                    e);
        }
        if (e instanceof MongoInterruptedException) {
            return new NightshiftException(
                    FailureCode.MONGODB_UNAVAILABLE,
                    "Interrupted; could not %s.".formatted(what),
                    "Run the same command again.",
                    e);
        }
        if (isTransient(e) || e instanceof MongoExecutionTimeoutException) {
            return new NightshiftException(
                    FailureCode.MONGODB_UNAVAILABLE,
                    "MongoDB does not answer; could not %s.".formatted(what),
                    "Check that it runs and can be reached (nightshift doctor), then run the same"
                            + " command again.",
                    e);
        }
        return new NightshiftException(
                e instanceof MongoClientException
                        ? FailureCode.MONGODB_UNSUITABLE
                        : FailureCode.MONGODB_REFUSED,
                "MongoDB refused to %s (error %d).".formatted(what, e.getCode()),
                "The log has the server's answer.",
                e);
    }
}

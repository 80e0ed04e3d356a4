package dev.nightshift.platform.mongo.failure;

import com.mongodb.MongoBulkWriteException;
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

    /**
     * Overload, conflicts and lost connections, by the names of MongoDB's error codes:
     * HostUnreachable, HostNotFound, LockTimeout, LockBusy, NetworkTimeout, WriteConflict,
     * ReadConcernMajorityNotAvailableYet, NetworkInterfaceExceededTimeLimit, ExceededTimeLimit,
     * TemporarilyUnavailable, SocketException; and 16500, by which Azure Cosmos DB asks for less.
     */
    private static final Set<Integer> PASSES =
            Set.of(6, 7, 24, 46, 89, 112, 134, 202, 262, 365, 9001, 16500);

    /**
     * What is wrong with the document or the change itself: BadValue, FailedToParse, TypeMismatch,
     * Overflow, InvalidLength, InvalidBSON, PathNotViable, ConflictingUpdateOperators, the names of
     * fields (52 to 57), ImmutableField, DocTooLargeForCapped, DocumentValidationFailure,
     * CannotIndexParallelArrays, CannotBuildIndexKeys, BSONObjectTooLarge, geo keys, KeyTooLong,
     * and a result of an update that is too large.
     */
    private static final Set<Integer> OF_THE_DOCUMENT =
            Set.of(
                    2, 9, 14, 15, 16, 22, 28, 40, 52, 53, 54, 55, 56, 57, 66, 116, 121, 171, 201,
                    10334, 16755, 17280, 17419, 17420);

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
                || e.hasErrorLabel("RetryableWriteError")
                || PASSES.contains(e.getCode())
                || (e instanceof MongoBulkWriteException bulk
                        && bulk.getWriteErrors().stream()
                                .anyMatch(error -> passes(error.getCode())));
    }

    /** Whether the reason for an answer of that code passes by itself. */
    static boolean passes(int code) {
        return PASSES.contains(code) || CHANGES_STATE.contains(code);
    }

    /** Whether an answer of that code blames the document, and no other. */
    static boolean isOfTheDocument(int code) {
        return OF_THE_DOCUMENT.contains(code);
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
        return translate(what, e, e.getCode());
    }

    /** The same of one of many writes, by its code. */
    static NightshiftException translate(String what, MongoException e, int code) {
        if (isDiskFull(code)) {
            return diskFull(what, e);
        }
        if (isDenied(e) || DENIED.contains(code)) {
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
                "MongoDB refused to %s (error %d).".formatted(what, code),
                "The log has the server's answer.",
                e);
    }
}

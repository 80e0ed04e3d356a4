package dev.nightshift.platform.mongo.failure;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.WriteFailure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the errors of a bulk write. Values of documents never leave this class. */
public final class BulkFailures {
    private static final int DUPLICATE_KEY = 11000;
    private static final int DUPLICATE_KEY_UPDATE = 11001;
    private static final int DUPLICATE_KEY_CAPPED = 12582;

    // "E11000 duplicate key error collection: db.leads index: companyId_1_phone_1 dup key: {...}";
    // up to 4.0 "... db.leads.$companyId_1_phone_1 dup key ..."
    private static final Pattern INDEX = Pattern.compile("index: (?:\\S+\\.\\$)?(\\S+)\\s+dup key");

    private static final Pattern DIRECTION = Pattern.compile("_-?1(?:_|$)");

    private BulkFailures() {}

    /**
     * The refused writes.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE where writes are not known to be durable;
     *     DISK_FULL, MONGODB_UNSUITABLE or MONGODB_REFUSED for what no document is to blame for
     * @throws MongoBulkWriteException when the reason passes by itself: it can be tried again
     */
    public static List<WriteFailure> of(String what, MongoBulkWriteException e) {
        if (e.getWriteConcernError() != null) {
            throw new NightshiftException(
                    FailureCode.MONGODB_UNAVAILABLE,
                    "MongoDB could not %s durably: too few members confirmed it.".formatted(what),
                    "Check the replica set, then run the same command again.",
                    e);
        }
        List<WriteFailure> failures = new ArrayList<>();
        for (BulkWriteError error : e.getWriteErrors()) {
            boolean duplicate =
                    error.getCode() == DUPLICATE_KEY
                            || error.getCode() == DUPLICATE_KEY_UPDATE
                            || error.getCode() == DUPLICATE_KEY_CAPPED;
            if (!duplicate && !MongoFailures.isOfTheDocument(error.getCode())) {
                throw MongoFailures.passes(error.getCode())
                        ? e
                        : MongoFailures.translate(what, e, error.getCode());
            }
            failures.add(
                    new WriteFailure(
                            error.getIndex(),
                            duplicate
                                    ? WriteFailure.Reason.DUPLICATE_KEY
                                    : WriteFailure.Reason.NOT_STORABLE,
                            duplicate ? keyFields(error.getMessage()) : List.of()));
        }
        failures.sort(Comparator.comparingInt(WriteFailure::index));
        return List.copyOf(failures);
    }

    /**
     * The fields whose value is taken, from the index's name: all of ours have the server's default
     * form.
     */
    public static List<String> keyFields(String message) {
        Matcher index = INDEX.matcher(message);
        if (!index.find()) {
            return List.of();
        }
        String name = index.group(1);
        if (name.equals("_id_")) {
            return List.of("_id");
        }
        return DIRECTION.matcher(name).find()
                ? Arrays.stream(DIRECTION.split(name)).toList()
                : List.of();
    }
}

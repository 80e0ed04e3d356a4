package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/** Where a walk by {@code _id} begins: what a query says about the smallest key it wants. */
final class KeyRange {
    private KeyRange() {}

    /**
     * The bytes of the value behind which, or from which on, a query asks for keys. Keys before it
     * cannot match; whether one behind it does is for the query to say.
     */
    static Optional<byte[]> from(@Nullable Object condition) {
        if (!(condition instanceof Map<?, ?> operators)) {
            return Optional.empty();
        }
        Object bound = operators.get("$gt");
        if (bound == null) {
            bound = operators.get("$gte");
        }
        return isOrdered(bound) ? Optional.of(KeyBytes.of(bound)) : Optional.empty();
    }

    /** Whether the order of a value's bytes is that of the values. */
    private static boolean isOrdered(@Nullable Object value) {
        return value instanceof Number || value instanceof String || value instanceof ObjectId;
    }

    /** Whether a query wants its matches by ascending {@code _id}, or in any order. */
    static boolean isOrderOfKeys(@Nullable Document orderBy) {
        return orderBy == null
                || orderBy.isEmpty()
                || (orderBy.size() == 1
                        && (isAscending(orderBy.get("_id"))
                                || isAscending(orderBy.get("$natural"))));
    }

    private static boolean isAscending(@Nullable Object order) {
        return order instanceof Number number && number.intValue() == 1;
    }
}

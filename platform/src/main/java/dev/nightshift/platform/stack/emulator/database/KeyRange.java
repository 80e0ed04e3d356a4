package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a query says about the {@code _id}s it wants, as bytes of keys: values behind one, of its
 * type alone, or all values of some types. As MongoDB compares: a number is behind no text, whoever
 * asks. Immutable.
 */
final class KeyRange {
    private final byte[] from;
    private final boolean included;
    private final BitSet types;
    private final boolean whole;

    /**
     * @param from the smallest key
     * @param included whether that key itself is wanted
     * @param types that are wanted, by the first bytes of their keys
     * @param whole whether this is all that the query says about it
     */
    private KeyRange(byte[] from, boolean included, BitSet types, boolean whole) {
        this.from = from;
        this.included = included;
        this.types = types;
        this.whole = whole;
    }

    /** Nothing is said that keys could tell. */
    static Optional<KeyRange> of(@Nullable Object condition) {
        if (!(condition instanceof Map<?, ?> operators)) {
            return Optional.empty();
        }
        boolean whole = operators.size() == 1;
        for (String operator : List.of("$gt", "$gte")) {
            Object bound = operators.get(operator);
            if (isOrdered(bound)) {
                return Optional.of(behind(KeyBytes.of(bound), operator.equals("$gte"), whole));
            }
        }
        return types(operators.get("$type"))
                .map(
                        types ->
                                new KeyRange(
                                        new byte[] {(byte) types.nextSetBit(0)},
                                        true,
                                        types,
                                        whole));
    }

    private static KeyRange behind(byte[] key, boolean included, boolean whole) {
        BitSet type = new BitSet();
        type.set(key[0]);
        return new KeyRange(key, included, type, whole);
    }

    private static Optional<BitSet> types(@Nullable Object asked) {
        Collection<?> names =
                asked instanceof Collection<?> some
                        ? some
                        : asked == null ? List.of() : List.of(asked);
        BitSet types = new BitSet();
        for (Object name : names) {
            Optional<Integer> type = KeyBytes.typeNamed(name);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            types.set(type.get());
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(types);
    }

    /** No number is behind NaN, and lists are compared by their elements: not by their bytes. */
    private static boolean isOrdered(@Nullable Object value) {
        return switch (value) {
            case Number number -> !Double.isNaN(number.doubleValue());
            case String text -> true;
            case Document document -> true;
            case BinData bytes -> true;
            case UUID uuid -> true;
            case LegacyUUID uuid -> true;
            case ObjectId id -> true;
            case Boolean flag -> true;
            case Instant date -> true;
            case BsonTimestamp timestamp -> true;
            case null, default -> false;
        };
    }

    /** The bytes at or behind which all wanted keys are. */
    byte[] from() {
        return from;
    }

    /** What else a query asks, when this range has said it all about the {@code _id}. */
    Document others(Document query) {
        if (!whole) {
            return query;
        }
        Document others = query.clone();
        others.remove("_id");
        return others;
    }

    boolean contains(byte[] key) {
        if (!types.get(key[0])) {
            return false;
        }
        int order = Arrays.compareUnsigned(key, from);
        return order > 0 || (included && order == 0);
    }

    /** Whether no key from this one on is wanted. */
    boolean endsBefore(byte type) {
        return type >= types.length();
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

package dev.nightshift.writers.mongo.merge;

import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * When two stored values are the same: numbers by what they amount to whatever their width, lists
 * element by element in order, documents by name whatever their order.
 */
public final class FieldValues {
    private FieldValues() {}

    /** Whether the two are the same value; null, for an absent field, is the same as null only. */
    public static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left instanceof Fingerprint print) {
            return print.equals(Fingerprint.of(right));
        }
        return switch (right) {
            case String text -> text.equals(left);
            case Number number -> left instanceof Number other && sameNumber(other, number);
            case List<?> list -> left instanceof List<?> other && sameList(other, list);
            case Map<?, ?> map -> left instanceof Map<?, ?> other && sameMap(other, map);
            default -> right.equals(left);
        };
    }

    private static boolean sameNumber(Number left, Number right) {
        if (left instanceof Decimal128 || right instanceof Decimal128) {
            return left.toString().equals(right.toString());
        }
        if (isWhole(left) && isWhole(right)) {
            return left.longValue() == right.longValue();
        }
        return left.doubleValue() == right.doubleValue();
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    private static boolean sameList(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!same(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMap(Map<?, ?> left, Map<?, ?> right) {
        return left.size() == right.size()
                && left.entrySet().stream()
                        .allMatch(
                                entry ->
                                        right.containsKey(entry.getKey())
                                                && same(
                                                        entry.getValue(),
                                                        right.get(entry.getKey())));
    }
}

package dev.nightshift.alerts.registry.source;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression can be as text.
 *
 * @param values every text it can be; {@code *} in one stands for a part that is not known
 * @param unknown what could not be read of it; null when all is known
 */
record Resolved(Set<String> values, @Nullable String unknown) {
    static Resolved of(String value) {
        return new Resolved(Set.of(value), null);
    }

    static Resolved unknown(String expression) {
        return new Resolved(Set.of(), expression);
    }

    /** One or the other. */
    Resolved or(Resolved other) {
        Set<String> both = new LinkedHashSet<>(values);
        both.addAll(other.values);
        return new Resolved(both, unknown != null ? unknown : other.unknown);
    }

    /** One after the other; what is not known becomes {@code *}. */
    Resolved then(Resolved next) {
        Set<String> joined = new LinkedHashSet<>();
        for (String left : pieces()) {
            for (String right : next.pieces()) {
                if (joined.size() < 32) {
                    joined.add(left.endsWith("*") && right.equals("*") ? left : left + right);
                }
            }
        }
        return new Resolved(joined, null);
    }

    private List<String> pieces() {
        return values.isEmpty() || unknown != null ? List.of("*") : List.copyOf(values);
    }
}

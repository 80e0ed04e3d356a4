package dev.nightshift.platform.stack.emulator.query;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which queries an index answers, and with which keys: those that give each of its fields one value
 * or a list of values ({@code $in}), whatever else they ask.
 *
 * @param fields of the index, in order
 * @param partialFilter what the index covers; all documents when empty
 */
public record IndexedQuery(List<String> fields, Optional<Document> partialFilter) {
    /** Whether the index finds every document that it asks for. */
    public boolean matches(Document query) {
        return partialFilter.map(this::onlyAsksForPresence).orElse(true)
                && fields.stream().allMatch(field -> values(query, field).isPresent());
    }

    /** The keys to look up, each once per combination of listed values. */
    public Stream<KeyValue> keys(Document query) {
        List<List<Object>> keys = List.of(List.of());
        for (String field : fields) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> key : keys) {
                for (Object value : values(query, field).orElseThrow()) {
                    List<Object> next = new ArrayList<>(key);
                    next.add(value);
                    longer.add(next);
                }
            }
            keys = longer;
        }
        return keys.stream().map(KeyValue::new).map(KeyValue::normalized).distinct();
    }

    // {field: {$exists: true}} of own fields: a document with a value for each is in the index.
    private boolean onlyAsksForPresence(Document filter) {
        return filter.entrySet().stream()
                .allMatch(
                        entry ->
                                fields.contains(entry.getKey())
                                        && entry.getValue() instanceof Map<?, ?> condition
                                        && condition.size() == 1
                                        && Utils.isTrue(condition.get("$exists")));
    }

    /** The one value that a condition asks for, unless it asks for more or less. */
    public static Optional<Object> single(@Nullable Object asked) {
        Object value =
                asked instanceof Document operators && operators.size() == 1
                        ? operators.get("$eq")
                        : asked;
        return isKey(value) ? Optional.ofNullable(value) : Optional.empty();
    }

    private Optional<List<Object>> values(Document query, String field) {
        Object asked = query.get(field);
        if (asked instanceof Document operators) {
            if (operators.size() != 1) {
                return Optional.empty();
            }
            if (operators.containsKey("$eq")) {
                return only(operators.get("$eq"));
            }
            return operators.get("$in") instanceof Collection<?> listed
                    ? list(listed)
                    : Optional.empty();
        }
        return only(asked);
    }

    private static Optional<List<Object>> only(@Nullable Object value) {
        return isKey(value) ? Optional.of(List.of(value)) : Optional.empty();
    }

    private Optional<List<Object>> list(Collection<?> values) {
        return values.stream().allMatch(IndexedQuery::isKey)
                ? Optional.of(List.copyOf(values))
                : Optional.empty();
    }

    // Null also finds documents without the field, a list also its elements, and a regular
    // expression many keys: those queries are left to a scan.
    @org.jspecify.annotations.NullUnmarked
    private static boolean isKey(Object value) {
        return value != null
                && !(value instanceof Collection<?>)
                && !(value instanceof Map<?, ?>)
                && !(value instanceof BsonRegularExpression);
    }
}

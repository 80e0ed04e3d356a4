package dev.nightshift.platform.mongo.guard;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.conversions.Bson;
import org.bson.types.Code;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/** JavaScript in queries: it can read any field of a document, so no rule can be proved of it. */
final class ServerCode {
    private static final Set<String> OPERATORS = Set.of("$where", "$function", "$accumulator");

    private ServerCode() {}

    /**
     * Throws TENANT_MISMATCH when the value holds code, or something whose content cannot be seen
     * before it is encoded.
     */
    static void refuse(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getKey() instanceof String key && OPERATORS.contains(key)) {
                    throw refusal(key);
                }
                refuse(entry.getValue());
            }
        } else if (value instanceof Iterable<?> values) {
            values.forEach(ServerCode::refuse);
        } else if (value instanceof Object[] values) {
            for (Object element : values) {
                refuse(element);
            }
        } else if (value instanceof Code
                || value instanceof BsonJavaScript
                || value instanceof BsonJavaScriptWithScope) {
            throw refusal("JavaScript");
        } else if (value instanceof Bson || value instanceof Record) {
            throw refusal(value.getClass().getSimpleName());
        }
    }

    private static NightshiftException refusal(String what) {
        return new NightshiftException(
                FailureCode.TENANT_MISMATCH,
                "%s is not allowed in a query: it cannot be limited to one company."
                        .formatted(what),
                "Use query operators on documents.");
    }
}

package dev.nightshift.platform.mongo.guard;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;

import org.bson.BsonString;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One company's documents. Adds the company's field to every filter and document; refuses
 * (TENANT_MISMATCH) those that name another company, at any depth of logical operators and
 * expressions, and updates that touch the field. A field of that name inside another field, such as
 * {@code vendorData.companyId}, is data and stays free.
 *
 * @param company whose documents
 */
public record TenantScope(CompanyId company) implements Scope {
    /** The field that holds a document's company. */
    public static final String COMPANY_ID = "companyId";

    private static final String BELOW = COMPANY_ID + ".";
    private static final String ID = "_id";

    @Override
    public Document filter(Document filter) {
        checkFilter(filter);
        // Merged, not wrapped in $and: engines with simple planners look at the top level only.
        Document limited = new Document(COMPANY_ID, company.value());
        filter.forEach(limited::putIfAbsent);
        return limited;
    }

    @Override
    public Document document(Document document) {
        Document stamped = new Document();
        if (document.containsKey(ID)) {
            stamped.put(ID, document.get(ID));
        }
        stamped.put(COMPANY_ID, company.value());
        document.forEach(
                (field, value) -> {
                    requireOwn("document", field, value);
                    stamped.putIfAbsent(field, value);
                });
        return stamped;
    }

    @Override
    public Document update(Document update) {
        UpdateOperators.require(update);
        Document checked = new Document();
        update.forEach(
                (operator, paths) -> {
                    Map<String, Object> kept = keptPaths(operator, (Map<?, ?>) paths);
                    if (!kept.isEmpty()) {
                        checked.put(operator, new Document(kept));
                    }
                });
        if (checked.isEmpty()) {
            throw new IllegalArgumentException("an update must change something but companyId");
        }
        return checked;
    }

    @Override
    public Document shape(Document shape) {
        ServerCode.refuse(shape);
        return shape;
    }

    // Setting the company a document has anyway is harmless, but not every engine lets a filter and
    // an upsert both set it, so it is dropped.
    private Map<String, Object> keptPaths(String operator, Map<?, ?> paths) {
        Map<String, Object> kept = new LinkedHashMap<>();
        paths.forEach(
                (key, value) -> {
                    String path = String.valueOf(key);
                    boolean sets = operator.equals("$set") || operator.equals("$setOnInsert");
                    if (sets) {
                        requireOwn("update", path, value);
                    } else if (isCompanyPath(path)) {
                        throw refusal("update");
                    }
                    if (operator.equals("$rename") && isCompanyPath(text(value))) {
                        throw refusal("update");
                    }
                    if (!path.equals(COMPANY_ID)) {
                        kept.put(path, value);
                    }
                });
        return kept;
    }

    private void checkFilter(Map<?, ?> filter) {
        filter.forEach(
                (key, value) -> {
                    switch (String.valueOf(key)) {
                        case "$and", "$or", "$nor" -> checkClauses(value);
                        case "$expr", "$jsonSchema" -> {
                            ServerCode.refuse(value);
                            refuseMention(value);
                        }
                        default -> {
                            requireOwn("filter", String.valueOf(key), value);
                            ServerCode.refuse(Map.of(key, value == null ? "" : value));
                        }
                    }
                });
    }

    private void checkClauses(@Nullable Object clauses) {
        if (!(clauses instanceof List<?> list)) {
            throw new IllegalArgumentException("a logical operator needs a list of filters");
        }
        for (Object clause : list) {
            if (!(clause instanceof Map<?, ?> filter)) {
                throw new IllegalArgumentException("a logical operator needs documents");
            }
            checkFilter(filter);
        }
    }

    // Expressions reach a field by many spellings; whatever names this one is refused.
    private void refuseMention(@Nullable Object expression) {
        if (expression instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        refuseMention(key);
                        refuseMention(value);
                    });
        } else if (expression instanceof Iterable<?> values) {
            values.forEach(this::refuseMention);
        } else if (expression instanceof Object[] values) {
            for (Object value : values) {
                refuseMention(value);
            }
        } else if (isMention(text(expression))) {
            throw refusal("expression");
        }
    }

    private static boolean isMention(String text) {
        String path = text;
        for (String prefix : List.of("$$ROOT.", "$$CURRENT.", "$")) {
            if (path.startsWith(prefix)) {
                path = path.substring(prefix.length());
                break;
            }
        }
        return isCompanyPath(path);
    }

    private void requireOwn(String where, String path, @Nullable Object value) {
        if (isCompanyPath(path) && !(path.equals(COMPANY_ID) && isOwn(value))) {
            throw refusal(where);
        }
    }

    private boolean isOwn(@Nullable Object value) {
        if (value instanceof Map<?, ?> operators
                && operators.size() == 1
                && operators.containsKey("$eq")) {
            return text(operators.get("$eq")).equals(company.value());
        }
        return text(value).equals(company.value());
    }

    private static boolean isCompanyPath(String path) {
        return path.equals(COMPANY_ID) || path.startsWith(BELOW);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case BsonString text -> text.getValue();
            case null, default -> "";
        };
    }

    private NightshiftException refusal(String where) {
        return new NightshiftException(
                FailureCode.TENANT_MISMATCH,
                "A %s for company '%s' names another company.".formatted(where, company),
                "Leave companyId out; it is added from the context.");
    }
}

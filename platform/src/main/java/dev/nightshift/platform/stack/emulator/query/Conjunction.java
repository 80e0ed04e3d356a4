package dev.nightshift.platform.stack.emulator.query;

import de.bwaldvogel.mongo.bson.Document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Queries with their {@code $and}s dissolved, so that an index sees the fields in them. */
public final class Conjunction {
    private static final String AND = "$and";

    private Conjunction() {}

    /** The same query; conditions on one field that cannot be merged stay in an {@code $and}. */
    public static Document flat(Document query) {
        if (!query.containsKey(AND)) {
            return query;
        }
        Document flat = new Document();
        List<Document> others = new ArrayList<>();
        add(query, flat, others);
        if (!others.isEmpty()) {
            flat.put(AND, others);
        }
        return flat;
    }

    private static void add(Document query, Document flat, List<Document> others) {
        for (Map.Entry<String, Object> condition : query.entrySet()) {
            String field = condition.getKey();
            if (field.equals(AND) && condition.getValue() instanceof List<?> parts) {
                for (Object part : parts) {
                    add((Document) part, flat, others);
                }
            } else if (flat.containsKey(field)) {
                others.add(new Document(field, condition.getValue()));
            } else {
                flat.put(field, condition.getValue());
            }
        }
    }
}

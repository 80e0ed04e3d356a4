package dev.nightshift.writers.mongo.backfill;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * One touched field of a document.
 *
 * @param path dotted where it is inside another
 * @param before its value before; null also where it was absent
 * @param wasAbsent whether the document did not have it
 * @param after its value after; null also where it is removed
 * @param isAbsent whether the document has it no more
 */
public record FieldChange(
        String path,
        @Nullable Object before,
        boolean wasAbsent,
        @Nullable Object after,
        boolean isAbsent) {
    private static final Document LIST = new Document("$type", "array");

    static FieldChange of(
            String path, Map<String, Object> before, Map<String, Object> after, String key) {
        return new FieldChange(
                path,
                before.get(key),
                !before.containsKey(key),
                after.get(key),
                !after.containsKey(key));
    }

    /** The way back. */
    FieldChange reversed() {
        return new FieldChange(path, after, isAbsent, before, wasAbsent);
    }

    /** Whether a document has the field as it is after the change. */
    boolean isAppliedTo(Document document) {
        return isIn(document, after, isAbsent);
    }

    /** Whether a document has the field as it was before the change. */
    boolean isUnappliedIn(Document document) {
        return isIn(document, before, wasAbsent);
    }

    /** Adds what a filter asks for so that only a document as it was before is changed. */
    void guard(Document filter) {
        if (wasAbsent) {
            filter.append(path, new Document("$exists", false));
        } else if (before == null) {
            // {field: null} also finds documents without it.
            filter.append(path, new Document("$type", "null").append("$not", LIST));
        } else {
            filter.append(path, new Document("$eq", before).append("$not", holder(before)));
        }
    }

    // What is asked of a value is asked of each element of a list, too.
    private static Document holder(Object value) {
        return value instanceof Collection<?>
                ? new Document("$elemMatch", new Document("$eq", value))
                : LIST;
    }

    void apply(Document set, Document unset) {
        if (isAbsent) {
            unset.append(path, "");
        } else {
            set.append(path, after);
        }
    }

    Document toDocument() {
        Document stored = new Document("path", path);
        if (!wasAbsent) {
            stored.append("before", before);
        }
        if (!isAbsent) {
            stored.append("after", after);
        }
        return stored;
    }

    static FieldChange of(Document stored) {
        return new FieldChange(
                stored.getString("path"),
                stored.get("before"),
                !stored.containsKey("before"),
                stored.get("after"),
                !stored.containsKey("after"));
    }

    private boolean isIn(Document document, @Nullable Object value, boolean absent) {
        Document holder = document;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            if (!(holder.get(rest.substring(0, dot)) instanceof Document inner)) {
                return absent;
            }
            holder = inner;
            rest = rest.substring(dot + 1);
        }
        return absent
                ? !holder.containsKey(rest)
                : holder.containsKey(rest) && Objects.equals(holder.get(rest), value);
    }
}

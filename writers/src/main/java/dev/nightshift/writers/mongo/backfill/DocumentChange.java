package dev.nightshift.writers.mongo.backfill;

import dev.nightshift.platform.mongo.codec.DocumentSize;
import dev.nightshift.platform.mongo.operation.Change;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a migration makes of one document: its touched fields, no others. Immutable.
 *
 * @param id the document's {@code _id}
 * @param fields not empty
 * @param updatedBefore when the document said it was changed last; null where it does not say
 */
public record DocumentChange(Object id, List<FieldChange> fields, @Nullable Date updatedBefore) {
    private static final String UPDATED_AT = "updatedAt";

    public DocumentChange {
        fields = List.copyOf(fields);
    }

    /** What differs between two forms of a document; without fields when nothing does. */
    public static DocumentChange between(Document before, Document after) {
        List<FieldChange> fields = new ArrayList<>();
        compare("", before, after, fields);
        return new DocumentChange(
                Objects.requireNonNull(before.get("_id")),
                fields,
                before.get(UPDATED_AT) instanceof Date date ? date : null);
    }

    private static void compare(
            String prefix, Document before, Document after, List<FieldChange> fields) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            Object was = before.get(key);
            Object is = after.get(key);
            if (was == null
                    ? is == null && before.containsKey(key) == after.containsKey(key)
                    : was.equals(is)) {
                continue;
            }
            if (was instanceof Document inner
                    && is instanceof Document changed
                    && isAddressable(inner)
                    && isAddressable(changed)) {
                compare(prefix + key + '.', inner, changed, fields);
            } else {
                fields.add(FieldChange.of(prefix + key, before, after, key));
            }
        }
    }

    // A path cannot lead into a field whose name has a dot, or begins as an operator does.
    private static boolean isAddressable(Document document) {
        return document.keySet().stream()
                .allMatch(key -> !key.isEmpty() && key.indexOf('.') < 0 && key.charAt(0) != '$');
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The update; only a document that has the touched fields as they were is changed. */
    Change guarded(Date now) {
        Document set = new Document();
        Document unset = new Document();
        fields.forEach(field -> field.apply(set, unset));
        if (updatedBefore != null && fields.stream().noneMatch(DocumentChange::isUpdatedAt)) {
            set.append(UPDATED_AT, now);
        }
        return new Change(filter(), update(set, unset));
    }

    /** The way back for a document as it is now, which this change was applied to. */
    Change restoring(Document current, Date stamped, boolean force) {
        Document set = new Document();
        Document unset = new Document();
        fields.forEach(field -> field.reversed().apply(set, unset));
        // Who wrote another field since has set it anew.
        if (updatedBefore != null
                && current.get(UPDATED_AT) instanceof Date now
                && now.toInstant().equals(stamped.toInstant())) {
            set.putIfAbsent(UPDATED_AT, updatedBefore);
        }
        Document filter = new Document("_id", id);
        if (!force) {
            fields.forEach(field -> field.reversed().guard(filter));
        }
        return new Change(filter, update(set, unset));
    }

    private Document filter() {
        Document filter = new Document("_id", id);
        fields.forEach(field -> field.guard(filter));
        return filter;
    }

    private static Document update(Document set, Document unset) {
        Document update = new Document();
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        return update;
    }

    private static boolean isUpdatedAt(FieldChange field) {
        return field.path().equals(UPDATED_AT);
    }

    boolean isAppliedTo(Document current) {
        return fields.stream().allMatch(field -> field.isAppliedTo(current));
    }

    boolean isUnappliedIn(Document current) {
        return fields.stream().allMatch(field -> field.isUnappliedIn(current));
    }

    /**
     * Whether one command, and one page of old values, can hold it.
     *
     * @throws org.bson.codecs.configuration.CodecConfigurationException when a value is nothing
     *     that MongoDB stores
     */
    public boolean isStorable() {
        return DocumentSize.isStorable(toDocument());
    }

    /** Bytes at most, as it is stored. */
    long size() {
        return DocumentSize.atMost(toDocument());
    }

    Document toDocument() {
        Document stored =
                new Document("_id", id)
                        .append("fields", fields.stream().map(FieldChange::toDocument).toList());
        if (updatedBefore != null) {
            stored.append(UPDATED_AT, updatedBefore);
        }
        return stored;
    }

    static DocumentChange of(Document stored) {
        return new DocumentChange(
                Objects.requireNonNull(stored.get("_id")),
                stored.getList("fields", Document.class).stream().map(FieldChange::of).toList(),
                stored.getDate(UPDATED_AT));
    }
}

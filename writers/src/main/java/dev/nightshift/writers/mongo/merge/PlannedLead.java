package dev.nightshift.writers.mongo.merge;

import dev.nightshift.platform.leads.LeadField;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A lead while a batch is played over it: its state after the rows so far, and what each touched
 * field was before. Not thread-safe.
 */
public final class PlannedLead {
    static final String ID = "_id";
    static final String UPDATED_AT = "updatedAt";
    static final String VENDOR_DATA = "vendorData";
    private static final String PHONE = LeadField.PHONE.fieldName();
    private static final String EMAIL = LeadField.EMAIL.fieldName();
    private static final String[] KEYS = {PHONE, EMAIL};
    private static final String FIRST_NAME = LeadField.FIRST_NAME.fieldName();
    private static final String LAST_NAME = LeadField.LAST_NAME.fieldName();
    private static final String NAME = LeadField.FULL_NAME.fieldName();

    private final ObjectId id;
    private final boolean fresh;
    private final Document state;

    /** Each touched field as it was, null where it was absent; unused for a fresh lead. */
    private final Map<String, @Nullable Object> before;

    private boolean changed;

    private PlannedLead(ObjectId id, boolean fresh, Document state) {
        this.id = id;
        this.fresh = fresh;
        this.state = state;
        this.before = fresh ? Map.of() : new LinkedHashMap<>();
    }

    /** A lead that exists; the document is this object's from now on. */
    static PlannedLead existing(Document lead) {
        return new PlannedLead(lead.getObjectId(ID), false, lead);
    }

    static PlannedLead fresh(ObjectId id) {
        return new PlannedLead(id, true, new Document(ID, id));
    }

    public ObjectId id() {
        return id;
    }

    /** Whether it does not exist yet. */
    public boolean isFresh() {
        return fresh;
    }

    /** Whether it has to be written. */
    public boolean isChanged() {
        return changed;
    }

    /** As it is after all rows of the plan; what is inserted when it is fresh. */
    public Document state() {
        return state;
    }

    @Nullable String phone() {
        return state.get(PHONE) instanceof String phone ? phone : null;
    }

    @Nullable String email() {
        return state.get(EMAIL) instanceof String email ? email : null;
    }

    /** Gives each key that it has, or had before the plan. */
    void eachKey(Consumer<String> visitor) {
        for (String field : KEYS) {
            if (state.get(field) instanceof String now) {
                visitor.accept(now);
            }
            if (before.get(field) instanceof String former) {
                visitor.accept(former);
            }
        }
    }

    /** Sets a field unless it holds the same value; returns whether it did. */
    boolean offer(String field, Object value) {
        if (!fresh || state.containsKey(field)) {
            Object current = state.get(field);
            if (FieldValues.same(current, value)) {
                return false;
            }
            remember(field, current);
        }
        state.put(field, value);
        return true;
    }

    /** Removes a field; returns whether it was there. */
    boolean clear(String field) {
        if (!state.containsKey(field)) {
            return false;
        }
        remember(field, state.get(field));
        state.remove(field);
        return true;
    }

    /** Merges columns into {@code vendorData}; returns whether any was new or different. */
    boolean offerVendorData(Map<String, String> columns, VendorNames names) {
        if (columns.isEmpty()) {
            return false;
        }
        Document current = state.get(VENDOR_DATA) instanceof Document data ? data : null;
        Document merged = fresh ? current : null;
        boolean differs = false;
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String name = names.stored(column.getKey());
            if (current != null && FieldValues.same(current.get(name), column.getValue())) {
                continue;
            }
            if (merged == null) {
                // The current one stays as it is: it may have to be put back.
                merged = current == null ? new Document() : new Document(current);
            }
            merged.put(name, column.getValue());
            differs = true;
        }
        if (differs && merged != null) {
            remember(VENDOR_DATA, state.get(VENDOR_DATA));
            state.put(VENDOR_DATA, merged);
        }
        return differs;
    }

    /** The whole name follows the first and the last. */
    void composeName() {
        Object first = state.get(FIRST_NAME);
        Object last = state.get(LAST_NAME);
        if (first != null) {
            offer(NAME, last == null ? first : first + " " + last);
        } else if (last != null) {
            offer(NAME, last);
        } else {
            clear(NAME);
        }
    }

    void markChanged(Object updatedAt) {
        if (!changed) {
            changed = true;
            remember(UPDATED_AT, state.get(UPDATED_AT));
            state.put(UPDATED_AT, updatedAt);
        }
    }

    private void remember(String field, @Nullable Object current) {
        if (!fresh && !before.containsKey(field)) {
            before.put(field, current);
        }
    }

    /** What has to be written of a lead that exists. */
    public LeadUpdate update() {
        Document set = new Document();
        List<String> unset = new ArrayList<>();
        before.forEach(
                (field, old) -> {
                    Object value = state.get(field);
                    if (value == null) {
                        if (old != null) {
                            unset.add(field);
                        }
                    } else if (field.equals(UPDATED_AT) || !value.equals(old)) {
                        set.append(field, value);
                    }
                });
        return new LeadUpdate(id, before.get(UPDATED_AT), set, unset);
    }

    /** What the fields of {@link #update()} were, without those that were absent. */
    public Document preImage() {
        LeadUpdate update = update();
        Document image = new Document();
        before.forEach(
                (field, old) -> {
                    if (old != null
                            && (update.set().containsKey(field)
                                    || update.unset().contains(field))) {
                        image.append(field, old);
                    }
                });
        return image;
    }
}

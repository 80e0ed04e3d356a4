package dev.nightshift.writers.mongo;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an import means, said plainly: one row at a time over plain maps. Shares no code with it.
 */
final class NaiveLeads {
    final List<Map<String, Object>> leads = new ArrayList<>();
    private final String importId;
    private final Object now;
    private final boolean clear;

    NaiveLeads(String importId, Object now, boolean clear) {
        this.importId = importId;
        this.now = now;
        this.clear = clear;
    }

    String apply(LeadOffer row) {
        Map<String, Object> one = by("phone", row.values().get(LeadField.PHONE));
        Map<String, Object> two = by("email", row.values().get(LeadField.EMAIL));
        if (one != null && two != null && !Objects.equals(one.get("_id"), two.get("_id"))) {
            return "KEY_CONFLICT";
        }
        Map<String, Object> lead = one != null ? one : two;
        boolean isNew = lead == null;
        if (lead == null) {
            lead = new HashMap<>();
            lead.put("_id", new ObjectId());
            lead.put("source", row.values().getOrDefault(LeadField.SOURCE, "CSV Import"));
            lead.put("importId", importId);
            lead.put("createdAt", now);
            leads.add(lead);
        }
        Map<String, Object> was = new HashMap<>(lead);
        for (LeadField field : LeadField.values()) {
            if (field == LeadField.SOURCE) {
                continue;
            }
            Object value = row.values().get(field);
            if (value != null && !equal(lead.get(field.fieldName()), value)) {
                lead.put(field.fieldName(), value);
            }
            boolean key = field == LeadField.PHONE || field == LeadField.EMAIL;
            if (clear && row.blanks().contains(field) && !key) {
                lead.remove(field.fieldName());
            }
        }
        Object first = lead.get("firstName");
        Object last = lead.get("lastName");
        if (!Objects.equals(first, was.get("firstName"))
                || !Objects.equals(last, was.get("lastName"))) {
            String name = ((first == null ? "" : first) + " " + (last == null ? "" : last)).trim();
            if (name.isEmpty()) {
                lead.remove("name");
            } else {
                lead.put("name", name);
            }
        }
        if (!row.vendorData().isEmpty()) {
            Map<String, Object> data = new HashMap<>();
            if (lead.get("vendorData") instanceof Map<?, ?> old) {
                old.forEach((k, v) -> data.put((String) k, v));
            }
            row.vendorData()
                    .forEach(
                            (k, v) ->
                                    data.put(k.replace(".", "%2E").replaceFirst("^\\$", "%24"), v));
            lead.put("vendorData", data);
        }
        if (isNew) {
            lead.put("updatedAt", now);
            return "INSERTED";
        }
        if (lead.equals(was)) {
            return "UNCHANGED";
        }
        lead.put("updatedAt", now);
        return "UPDATED";
    }

    private @Nullable Map<String, Object> by(String key, @Nullable Object value) {
        return value == null
                ? null
                : leads.stream().filter(l -> value.equals(l.get(key))).findFirst().orElse(null);
    }

    private static boolean equal(@Nullable Object stored, Object offered) {
        return (stored instanceof Number a && offered instanceof Number b)
                ? a.doubleValue() == b.doubleValue()
                : Objects.equals(stored, offered);
    }

    /** The leads as documents, so that they compare with stored ones. */
    List<Document> documents() {
        return leads.stream().map(Document::new).map(MemoryLeads::copy).toList();
    }
}

package dev.nightshift.app.cli.leads;

import dev.nightshift.platform.leads.LeadField;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stored lead under its canonical names, in their order; what it does not have is left out. */
final class LeadView {
    static final String VENDOR_DATA = "vendorData";

    /** The names of a lead besides the vendor's data, in the order of an export. */
    static final List<String> NAMES = names();

    private static final Set<String> HIDDEN = Set.of("_id", "companyId", VENDOR_DATA);

    private LeadView() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("id"));
        for (LeadField field : LeadField.values()) {
            if (field != LeadField.SOURCE && field != LeadField.ASSIGNED_TO) {
                names.add(field.fieldName());
            }
        }
        names.addAll(List.of("source", "importId", "assignedTo", "createdAt", "updatedAt"));
        return List.copyOf(names);
    }

    static Map<String, Object> of(Document lead) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", String.valueOf(lead.get("_id")));
        for (String name : NAMES) {
            put(view, name, lead.get(name));
        }
        lead.forEach(
                (name, value) -> {
                    if (!HIDDEN.contains(name) && !view.containsKey(name)) {
                        put(view, name, value);
                    }
                });
        put(view, VENDOR_DATA, lead.get(VENDOR_DATA));
        return view;
    }

    private static void put(
            Map<String, Object> view,
            String name,
            @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            view.put(name, plain(value));
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Date date -> date.toInstant().toString();
            case ObjectId id -> id.toHexString();
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                    (Object) number.longValue();
            default -> value;
        };
    }
}

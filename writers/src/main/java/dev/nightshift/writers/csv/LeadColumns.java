package dev.nightshift.writers.csv;

import dev.nightshift.platform.leads.LeadField;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The columns of an exported lead and their text: {@code id}, the canonical fields by name, the
 * service's own fields, and one {@code vendorData.<column>} for each vendor column. Importing an
 * export changes nothing. Immutable and thread-safe.
 */
public final class LeadColumns {
    private static final String VENDOR = "vendorData.";
    private static final List<String> SYSTEM = List.of("importId", "createdAt", "updatedAt");

    private final List<String> vendorNames;
    private final List<String> header;

    /**
     * @param vendorNames names inside {@code vendorData}, as stored
     * @param columnOf the vendor's column of a stored name
     */
    public LeadColumns(Collection<String> vendorNames, UnaryOperator<String> columnOf) {
        this.vendorNames = List.copyOf(vendorNames);
        List<String> names = new ArrayList<>();
        names.add("id");
        for (LeadField field : LeadField.values()) {
            names.add(field.fieldName());
        }
        names.addAll(SYSTEM);
        this.vendorNames.forEach(name -> names.add(VENDOR + columnOf.apply(name)));
        this.header = List.copyOf(names);
    }

    /** The header row. */
    public List<String> header() {
        return header;
    }

    /** A lead's row, blank where it has no value. */
    public List<String> row(Document lead) {
        List<String> row = new ArrayList<>(header.size());
        row.add(text(lead.get("_id")));
        for (LeadField field : LeadField.values()) {
            row.add(text(lead.get(field.fieldName())));
        }
        SYSTEM.forEach(name -> row.add(text(lead.get(name))));
        Document vendorData = lead.get("vendorData", new Document());
        vendorNames.forEach(name -> row.add(text(vendorData.get(name))));
        return row;
    }

    /** A value as a person writes it; blank for none. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Date date -> date.toInstant().toString();
            case Instant instant -> instant.toString();
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                    Long.toString(number.longValue());
            case Collection<?> list ->
                    list.stream().map(LeadColumns::text).collect(Collectors.joining(";"));
            case Map<?, ?> map -> map.toString();
            default -> value.toString();
        };
    }
}

package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.leads.LeadField;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The shape of a CSV source. Immutable.
 *
 * @param name on the command line and in reports
 * @param source label of its leads
 * @param fingerprint headers of which any one tells this vendor, in their exact spelling
 * @param columns field by header; upper and lower case are the same
 * @param ignored headers that are no data of the lead
 * @param vendorDataPrefix that its vendor data is headed with, empty when with none
 * @param guarded whether an apostrophe before what a spreadsheet would run is no part of a value
 */
public record Vendor(
        String name,
        String source,
        List<String> fingerprint,
        Map<String, LeadField> columns,
        Set<String> ignored,
        String vendorDataPrefix,
        boolean guarded) {
    public Vendor {
        fingerprint = List.copyOf(fingerprint);
        columns = Map.copyOf(columns);
        ignored = Set.copyOf(ignored);
    }

    /** Whether a header is this vendor's. */
    boolean recognises(List<String> header) {
        return header.stream().anyMatch(fingerprint::contains);
    }

    /** What each column of a header is for. */
    List<ColumnMapping> map(List<String> header) {
        Map<String, LeadField> byLowerCase = new HashMap<>();
        columns.forEach((column, field) -> byLowerCase.put(lower(column), field));
        List<ColumnMapping> mappings = new ArrayList<>();
        for (String column : header) {
            LeadField field = byLowerCase.get(lower(column));
            boolean prefixed = !vendorDataPrefix.isEmpty() && column.startsWith(vendorDataPrefix);
            mappings.add(
                    new ColumnMapping(
                            mappings.size(),
                            column,
                            field,
                            field == null ? 0 : 1,
                            ignored.stream().anyMatch(column::equalsIgnoreCase),
                            prefixed ? column.substring(vendorDataPrefix.length()) : column));
        }
        return mappings;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The shape of a CSV source. Immutable.
 *
 * @param name on the command line and in reports
 * @param source label of its leads
 * @param fingerprint headers of which any one tells this vendor
 * @param columns field by header, as written in the vendor file
 * @param ignored headers that are no data of the lead
 */
public record Vendor(
        String name,
        String source,
        List<String> fingerprint,
        Map<String, LeadField> columns,
        Set<String> ignored) {
    /** The columns' common prefix of vendor data in an export of ours. */
    static final String VENDOR_DATA = "vendorData.";

    public Vendor {
        fingerprint = List.copyOf(fingerprint);
        columns = Map.copyOf(columns);
        ignored = Set.copyOf(ignored);
    }

    /** Whether a header is this vendor's. */
    boolean recognises(List<String> header) {
        return header.stream().anyMatch(this::isFingerprint);
    }

    private boolean isFingerprint(String column) {
        return fingerprint.contains(column);
    }

    /** What each column of a header is for. */
    List<ColumnMapping> map(List<String> header) {
        Map<String, LeadField> byLowerCase = new TreeMap<>();
        columns.forEach((name, field) -> byLowerCase.put(name.toLowerCase(Locale.ROOT), field));
        return java.util.stream.IntStream.range(0, header.size())
                .mapToObj(
                        index -> {
                            String column = header.get(index);
                            LeadField field = byLowerCase.get(column.toLowerCase(Locale.ROOT));
                            return mapping(index, column, field);
                        })
                .toList();
    }

    private ColumnMapping mapping(int index, String column, @Nullable LeadField field) {
        boolean ours = column.startsWith(VENDOR_DATA);
        String vendorDataName = ours ? column.substring(VENDOR_DATA.length()) : column;
        return new ColumnMapping(
                index,
                column,
                field,
                field == null ? 0 : 1,
                ignored.stream().anyMatch(column::equalsIgnoreCase),
                vendorDataName);
    }
}

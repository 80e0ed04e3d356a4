package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.csv.RejectColumns;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Decides which column offers which field: the operator's word first, then the vendor's, else
 * common spellings. Immutable and thread-safe.
 */
public final class MappingResolver {
    /** Name of what is no vendor's: common spellings decide. */
    public static final String GENERIC = "generic";

    private static final String AUTO = "auto";
    private static final String GENERIC_SOURCE = "CSV Import";

    /**
     * The decision.
     *
     * @param vendor name of the vendor, {@code generic} for none
     * @param source label of its leads
     * @param columns one for each column of the header
     * @param guarded whether an apostrophe before what a spreadsheet would run is to be undone
     * @param problem why it cannot be imported like this; null when it can
     */
    public record Resolution(
            String vendor,
            String source,
            List<ColumnMapping> columns,
            boolean guarded,
            @Nullable NightshiftException problem) {}

    private final Map<String, Vendor> vendors;

    public MappingResolver(Map<String, Vendor> vendors) {
        this.vendors = Map.copyOf(vendors);
    }

    /** Whether a header is one that leads have, by any vendor's or common spelling. */
    public boolean isKnownHeader(String header) {
        String name = header.strip();
        return CommonSpellings.of(name) != null
                || vendors.values().stream()
                        .anyMatch(
                                vendor ->
                                        vendor.columns().containsKey(name)
                                                || vendor.fingerprint().contains(name));
    }

    /**
     * Decides for one header.
     *
     * @param vendorName {@code auto}, {@code generic} or a vendor's name
     * @param byHand columns that the operator assigned, by header in any case
     * @throws NightshiftException USAGE for an unknown vendor or column, or a column named twice
     */
    public Resolution resolve(
            List<String> header, String vendorName, Map<LeadField, String> byHand) {
        Vendor vendor = vendor(header, vendorName, byHand);
        List<ColumnMapping> columns =
                new ArrayList<>(vendor == null ? generic(header) : vendor.map(header));
        if (RejectColumns.endIn(header)) {
            List<ColumnMapping> added =
                    columns.subList(header.size() - RejectColumns.NAMES.size(), header.size());
            added.replaceAll(ColumnMapping::asIgnored);
        }
        assign(columns, byHand);
        NightshiftException problem = KeyColumns.problem(columns);
        return new Resolution(
                vendor == null ? GENERIC : vendor.name(),
                vendor == null ? GENERIC_SOURCE : vendor.source(),
                KeyColumns.keepBest(columns),
                vendor != null && vendor.guarded(),
                problem);
    }

    /** No decision, because of the header itself. */
    public Resolution unresolved(List<String> header, NightshiftException problem) {
        List<ColumnMapping> columns =
                generic(header).stream().map(ColumnMapping::asVendorData).toList();
        return new Resolution(GENERIC, GENERIC_SOURCE, columns, false, problem);
    }

    private @Nullable Vendor vendor(
            List<String> header, String name, Map<LeadField, String> byHand) {
        if (name.equals(GENERIC)) {
            return null;
        }
        if (!name.equals(AUTO)) {
            Vendor named = vendors.get(name);
            if (named == null) {
                throw unknownVendor(name);
            }
            return named;
        }
        // A fingerprint alone may be a coincidence: utm_source is everywhere. It takes a key too.
        return vendors.values().stream()
                .filter(vendor -> vendor.recognises(header))
                .filter(vendor -> !byHand.isEmpty() || KeyColumns.hasKey(vendor.map(header)))
                .max(
                        Comparator.comparingLong((Vendor vendor) -> hits(vendor, header))
                                .thenComparing(Vendor::name))
                .orElse(null);
    }

    private NightshiftException unknownVendor(String name) {
        TreeSet<String> known = new TreeSet<>(vendors.keySet());
        known.add(AUTO);
        known.add(GENERIC);
        List<String> close = CloseMatches.of(name, known);
        return new NightshiftException(
                FailureCode.USAGE,
                "There is no vendor '%s'.".formatted(name),
                (close.isEmpty() ? "" : "Did you mean %s? ".formatted(String.join(" or ", close)))
                        + "Known are %s.".formatted(String.join(", ", known)));
    }

    private static long hits(Vendor vendor, List<String> header) {
        return vendor.map(header).stream()
                .filter(column -> column.field() != null || column.ignored())
                .count();
    }

    private static List<ColumnMapping> generic(List<String> header) {
        List<ColumnMapping> columns = new ArrayList<>();
        for (String column : header) {
            CommonSpellings.Guess guess = CommonSpellings.of(column);
            columns.add(
                    new ColumnMapping(
                            columns.size(),
                            column,
                            guess == null ? null : guess.field(),
                            guess == null ? 0 : guess.confidence(),
                            false,
                            column));
        }
        return columns;
    }

    private static void assign(List<ColumnMapping> columns, Map<LeadField, String> byHand) {
        List<Integer> assigned = new ArrayList<>();
        byHand.forEach(
                (field, name) -> {
                    ColumnMapping column = column(columns, field, name);
                    if (assigned.contains(column.index())) {
                        throw new NightshiftException(
                                FailureCode.USAGE,
                                "--map names the column '%s' for two fields."
                                        .formatted(column.column()),
                                "Give each field a column of its own.");
                    }
                    assigned.add(column.index());
                    columns.replaceAll(
                            each ->
                                    each.field() == field && !assigned.contains(each.index())
                                            ? each.asVendorData()
                                            : each);
                    columns.set(column.index(), column.offering(field));
                });
    }

    private static ColumnMapping column(List<ColumnMapping> columns, LeadField field, String name) {
        List<String> header = columns.stream().map(ColumnMapping::column).toList();
        return columns.stream()
                .filter(column -> column.column().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(
                        () -> {
                            List<String> close = CloseMatches.of(name, header);
                            return new NightshiftException(
                                    FailureCode.USAGE,
                                    "--map %s=%s: the file has no such column."
                                            .formatted(field.fieldName(), name),
                                    close.isEmpty()
                                            ? "Its columns are: %s."
                                                    .formatted(String.join(", ", header))
                                            : "Did you mean %s?"
                                                    .formatted(String.join(" or ", close)));
                        });
    }
}

package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Decides which column offers which field: the operator's word first, then the vendor's, then
 * common spellings. Immutable and thread-safe.
 */
public final class MappingResolver {
    /** Name of what is no vendor's: common spellings decide. */
    public static final String GENERIC = "generic";

    private static final String AUTO = "auto";
    private static final String GENERIC_SOURCE = "CSV Import";
    private static final String OWN_VENDOR =
            "Or describe the source once in a vendor file: docs/guide.md, \"A vendor of your"
                    + " own\".";

    /**
     * The decision.
     *
     * @param vendor name of the vendor, {@code generic} for none
     * @param source label of its leads
     * @param columns one for each column of the header
     * @param problem why it cannot be imported like this; null when it can
     */
    public record Resolution(
            String vendor,
            String source,
            List<ColumnMapping> columns,
            @Nullable NightshiftException problem) {}

    private final Map<String, Vendor> vendors;

    public MappingResolver(Map<String, Vendor> vendors) {
        this.vendors = Map.copyOf(vendors);
    }

    /**
     * Decides for one header.
     *
     * @param vendorName {@code auto}, {@code generic} or a vendor's name
     * @param byHand columns that the operator assigned
     * @throws NightshiftException USAGE for an unknown vendor or column
     */
    public Resolution resolve(
            List<String> header, String vendorName, Map<LeadField, String> byHand) {
        Vendor vendor = vendor(header, vendorName);
        List<ColumnMapping> columns =
                new ArrayList<>(vendor == null ? generic(header) : vendor.map(header));
        byHand.forEach((field, column) -> assign(columns, header, field, column));
        NightshiftException problem = competition(columns);
        if (problem == null) {
            keepBest(columns);
            problem = withoutKey(columns);
        }
        return new Resolution(
                vendor == null ? GENERIC : vendor.name(),
                vendor == null ? GENERIC_SOURCE : vendor.source(),
                List.copyOf(columns),
                problem);
    }

    private @Nullable Vendor vendor(List<String> header, String name) {
        if (name.equals(GENERIC)) {
            return null;
        }
        if (!name.equals(AUTO)) {
            Vendor named = vendors.get(name);
            if (named == null) {
                throw new NightshiftException(
                        FailureCode.USAGE,
                        "There is no vendor '%s'.".formatted(name),
                        "Known are auto, generic, %s."
                                .formatted(
                                        vendors.keySet().stream()
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
            }
            return named;
        }
        return vendors.values().stream()
                .filter(vendor -> vendor.recognises(header))
                .max(
                        Comparator.comparingLong((Vendor vendor) -> hits(vendor, header))
                                .thenComparing(Vendor::name))
                .orElse(null);
    }

    private static long hits(Vendor vendor, List<String> header) {
        return vendor.map(header).stream()
                .filter(column -> column.field() != null || column.ignored())
                .count();
    }

    private static List<ColumnMapping> generic(List<String> header) {
        List<ColumnMapping> columns = new ArrayList<>();
        for (int index = 0; index < header.size(); index++) {
            String column = header.get(index);
            CommonSpellings.Guess guess = CommonSpellings.of(column);
            columns.add(
                    new ColumnMapping(
                            index,
                            column,
                            guess == null ? null : guess.field(),
                            guess == null ? 0 : guess.confidence(),
                            false,
                            column));
        }
        return columns;
    }

    private static void assign(
            List<ColumnMapping> columns, List<String> header, LeadField field, String column) {
        int index = -1;
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).equalsIgnoreCase(column.strip())) {
                index = i;
            }
        }
        if (index < 0) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "--map %s=%s: the file has no such column."
                            .formatted(field.fieldName(), column),
                    "Its columns are: %s.".formatted(String.join(", ", header)));
        }
        for (int i = 0; i < columns.size(); i++) {
            ColumnMapping known = columns.get(i);
            if (i == index) {
                columns.set(i, with(known, field, 1));
            } else if (known.field() == field) {
                columns.set(i, with(known, null, 0));
            }
        }
    }

    private static ColumnMapping with(
            ColumnMapping column, @Nullable LeadField field, double confidence) {
        return new ColumnMapping(
                column.index(),
                column.column(),
                field,
                confidence,
                field == null && column.ignored(),
                column.vendorDataName());
    }

    /** Two columns of one key field that nothing ranks: the operator has to say which. */
    private static @Nullable NightshiftException competition(List<ColumnMapping> columns) {
        for (LeadField key : CommonSpellings.keys()) {
            List<ColumnMapping> best = best(columns, key);
            if (best.size() > 1) {
                String names =
                        best.stream()
                                .map(column -> "'" + column.column() + "'")
                                .collect(Collectors.joining(" and "));
                return new NightshiftException(
                        FailureCode.AMBIGUOUS_COLUMNS,
                        "The columns %s could both be the %s.".formatted(names, key.fieldName()),
                        "Say which with --map %s=\"%s\". %s"
                                .formatted(key.fieldName(), best.getFirst().column(), OWN_VENDOR));
            }
        }
        return null;
    }

    private static List<ColumnMapping> best(List<ColumnMapping> columns, LeadField field) {
        List<ColumnMapping> candidates =
                columns.stream().filter(column -> column.field() == field).toList();
        double top = candidates.stream().mapToDouble(ColumnMapping::confidence).max().orElse(0);
        List<ColumnMapping> confident =
                candidates.stream().filter(column -> column.confidence() == top).toList();
        int first = confident.stream().mapToInt(MappingResolver::rank).min().orElse(0);
        return confident.stream().filter(column -> rank(column) == first).toList();
    }

    private static int rank(ColumnMapping column) {
        CommonSpellings.Guess guess = CommonSpellings.of(column.column());
        return guess == null ? 0 : guess.rank();
    }

    /** One column for each field; the others stay as vendor data. */
    private static void keepBest(List<ColumnMapping> columns) {
        Map<LeadField, ColumnMapping> kept = new EnumMap<>(LeadField.class);
        for (ColumnMapping column : List.copyOf(columns)) {
            if (column.field() != null) {
                kept.computeIfAbsent(column.field(), field -> best(columns, field).getFirst());
            }
        }
        columns.replaceAll(
                column ->
                        column.field() == null || column.equals(kept.get(column.field()))
                                ? column
                                : with(column, null, 0));
    }

    private static @Nullable NightshiftException withoutKey(List<ColumnMapping> columns) {
        if (columns.stream().anyMatch(column -> column.field() != null && column.field().isKey())) {
            return null;
        }
        return new NightshiftException(
                FailureCode.NO_KEY_COLUMN,
                "No column is a phone or an e-mail: %s."
                        .formatted(
                                columns.stream()
                                        .map(ColumnMapping::column)
                                        .collect(Collectors.joining(", "))),
                "Say which with --map phone=COLUMN or --map email=COLUMN. " + OWN_VENDOR);
    }
}

package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes sure that each field has one column, and that one of them is a key. */
final class KeyColumns {
    private static final String VENDOR_FILE =
            "Or describe the source once, in a vendor file: docs/guide.md, \"A vendor of your"
                    + " own\".";
    private static final int MOST_NAMED = 40;

    private KeyColumns() {}

    /** What prevents a mapping from being used, null when nothing does. */
    static @Nullable NightshiftException problem(List<ColumnMapping> columns) {
        for (LeadField key : List.of(LeadField.PHONE, LeadField.EMAIL)) {
            List<ColumnMapping> best = best(columns, key);
            if (best.size() > 1) {
                return competing(key, best);
            }
        }
        return hasKey(columns) ? null : withoutKey(columns);
    }

    static boolean hasKey(List<ColumnMapping> columns) {
        return columns.stream()
                .anyMatch(column -> column.field() != null && column.field().isKey());
    }

    /** One column for each field, the best; the others stay as vendor data. */
    static List<ColumnMapping> keepBest(List<ColumnMapping> columns) {
        Map<LeadField, ColumnMapping> kept = new EnumMap<>(LeadField.class);
        for (ColumnMapping column : columns) {
            LeadField field = column.field();
            if (field != null) {
                kept.computeIfAbsent(field, each -> best(columns, each).getFirst());
            }
        }
        return columns.stream()
                .map(
                        column ->
                                column.field() == null || kept.containsValue(column)
                                        ? column
                                        : column.asVendorData())
                .toList();
    }

    /** The columns of a field that nothing ranks any more. */
    private static List<ColumnMapping> best(List<ColumnMapping> columns, LeadField field) {
        List<ColumnMapping> candidates =
                columns.stream().filter(column -> column.field() == field).toList();
        double top = candidates.stream().mapToDouble(ColumnMapping::confidence).max().orElse(0);
        List<ColumnMapping> confident =
                candidates.stream().filter(column -> column.confidence() == top).toList();
        int first = confident.stream().mapToInt(KeyColumns::rank).min().orElse(0);
        return confident.stream().filter(column -> rank(column) == first).toList();
    }

    private static int rank(ColumnMapping column) {
        CommonSpellings.Guess guess = CommonSpellings.of(column.column());
        return guess == null ? 0 : guess.rank();
    }

    private static NightshiftException competing(LeadField key, List<ColumnMapping> best) {
        return new NightshiftException(
                FailureCode.AMBIGUOUS_COLUMNS,
                "The columns %s could each be the %s.".formatted(names(best), key.fieldName()),
                "Say which: %s. %s"
                        .formatted(
                                best.stream()
                                        .map(column -> map(key, column.column()))
                                        .collect(Collectors.joining(" or ")),
                                VENDOR_FILE));
    }

    private static NightshiftException withoutKey(List<ColumnMapping> columns) {
        return new NightshiftException(
                FailureCode.NO_KEY_COLUMN,
                "No column is known to be a phone or an e-mail; the columns are %s."
                        .formatted(names(columns)),
                "Say which: %s or %s. %s"
                        .formatted(
                                map(LeadField.PHONE, "COLUMN"),
                                map(LeadField.EMAIL, "COLUMN"),
                                VENDOR_FILE));
    }

    private static String names(List<ColumnMapping> columns) {
        String names =
                columns.stream()
                        .limit(MOST_NAMED)
                        .map(column -> "'" + column.column() + "'")
                        .collect(Collectors.joining(", "));
        return columns.size() > MOST_NAMED
                ? names + " and %d more".formatted(columns.size() - MOST_NAMED)
                : names;
    }

    private static String map(LeadField field, String column) {
        boolean plain = column.matches("\\w+");
        return "--map %s=%s".formatted(field.fieldName(), plain ? column : '"' + column + '"');
    }
}

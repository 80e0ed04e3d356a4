package dev.nightshift.readers.csv;

import dev.nightshift.platform.csv.FormulaGuard;
import dev.nightshift.platform.csv.RejectColumns;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of a file's columns. Blanks around them go, a blank name becomes {@code column_N};
 * blank ones at the end are no columns unless there is data under them.
 *
 * @param names one for each column
 * @param fromRejects whether the file is a rejects file of ours
 * @param problem why they cannot be used, null when they can
 */
record HeaderNames(List<String> names, boolean fromRejects, @Nullable NightshiftException problem) {
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\s\\u00a0\\u200b-\\u200d\\u2060\\ufeff]+");
    private static final int MOST_NAMED = 5;

    /**
     * @param cells of the header
     * @param rows some of the rows below
     */
    static HeaderNames of(List<String> cells, List<CsvRecord> rows, Path path, CsvLimits limits) {
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            names.add(INVISIBLE.matcher(cell).replaceAll(" ").strip());
        }
        while (names.size() > 1 && names.getLast().isEmpty() && !hasData(rows, names.size() - 1)) {
            names.removeLast();
        }
        boolean fromRejects = RejectColumns.endIn(names);
        if (fromRejects) {
            names.replaceAll(FormulaGuard::unguarded);
        }
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(names);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                names.set(i, freeName("column_" + (i + 1), taken));
            }
        }
        return new HeaderNames(List.copyOf(names), fromRejects, problem(names, path, limits));
    }

    private static boolean hasData(List<CsvRecord> rows, int column) {
        return rows.stream()
                .map(CsvRecord::values)
                .anyMatch(values -> column < values.size() && !values.get(column).isBlank());
    }

    private static String freeName(String name, Set<String> taken) {
        String free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }

    private static @Nullable NightshiftException problem(
            List<String> names, Path path, CsvLimits limits) {
        if (names.size() > limits.columns()) {
            return new NightshiftException(
                    FailureCode.HEADER_TOO_LARGE,
                    "%s has %d columns; at most %d are taken."
                            .formatted(path, names.size(), limits.columns()),
                    "Check its delimiter, or leave columns out.");
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).length() > limits.nameChars()) {
                return new NightshiftException(
                        FailureCode.HEADER_TOO_LARGE,
                        "The name of column %d of %s is longer than %d characters."
                                .formatted(i + 1, path, limits.nameChars()),
                        "Check that the file has a header, and shorten that name.");
            }
        }
        Set<String> seen = new LinkedHashSet<>();
        Set<String> doubled = new LinkedHashSet<>();
        for (String name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                doubled.add("'" + name + "'");
            }
        }
        if (doubled.isEmpty()) {
            return null;
        }
        List<String> shown = doubled.stream().limit(MOST_NAMED).toList();
        return new NightshiftException(
                FailureCode.DUPLICATE_HEADER,
                "%s has more than one column %s%s."
                        .formatted(
                                path,
                                String.join(" and ", shown),
                                doubled.size() > shown.size() ? " and others" : ""),
                "Rename all but one of them.");
    }
}

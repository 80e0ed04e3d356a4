package dev.nightshift.readers.csv.vendor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant. */
final class CloseMatches {
    private static final int MOST = 3;

    private CloseMatches() {}

    /** Those among the names that are written much like one, the closest first. */
    static List<String> of(String name, Collection<String> names) {
        String wanted = CommonSpellings.folded(name);
        return names.stream()
                .filter(other -> isClose(wanted, CommonSpellings.folded(other)))
                .sorted(
                        Comparator.comparingInt(
                                        (String other) ->
                                                distance(wanted, CommonSpellings.folded(other)))
                                .thenComparing(other -> other.toLowerCase(Locale.ROOT)))
                .limit(MOST)
                .toList();
    }

    private static boolean isClose(String one, String other) {
        return !one.isEmpty()
                && (other.contains(one)
                        || (!other.isEmpty() && one.contains(other))
                        || distance(one, other) <= Math.max(1, one.length() / 3));
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}

package dev.nightshift.jobs.csvimport.normalise.cell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads lists divided by {@code ; | ,}: each entry trimmed, blank ones and repetitions left out, in
 * the order of the text. Immutable.
 */
final class ListParser implements CellParser {
    @Override
    public List<String> parse(String text) {
        Set<String> entries = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || ";|,".indexOf(text.charAt(i)) >= 0) {
                String entry = CellText.composed(CellText.trimmed(text.substring(start, i)));
                if (!entry.isEmpty()) {
                    entries.add(entry);
                }
                start = i + 1;
            }
        }
        return List.copyOf(entries);
    }
}

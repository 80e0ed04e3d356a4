package dev.nightshift.alerts.registry.source.syntax;

import java.util.Arrays;

/** Where the lines of a text start, to turn an offset into a line number (from 1). */
final class Lines {
    private final int[] starts;
    private final int count;
    private final boolean endsInBreak;

    Lines(String text) {
        int[] found = new int[Math.max(16, text.length() / 24)];
        int n = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (n == found.length) {
                found = Arrays.copyOf(found, n * 2);
            }
            found[n++] = i + 1;
        }
        starts = found;
        count = n;
        endsInBreak = starts[n - 1] == text.length();
    }

    int of(int offset) {
        int at = Arrays.binarySearch(starts, 0, count, offset);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** As editors and {@code wc} count them: nothing after the last line break is no line. */
    int count() {
        return endsInBreak ? count - 1 : count;
    }
}

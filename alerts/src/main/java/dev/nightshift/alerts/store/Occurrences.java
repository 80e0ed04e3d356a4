package dev.nightshift.alerts.store;

import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What a journal says of one matter, to be added to its record in one write.
 *
 * @param key the matter
 * @param journal whose lines these are
 * @param lines the lines' numbers and whether each is a repeat, ascending
 * @param meanwhile who was told before it could be recorded; null for nobody
 */
public record Occurrences(
        AlertKey key, String journal, List<Line> lines, @Nullable Meanwhile meanwhile) {
    /**
     * One emit.
     *
     * @param offset its line's number in the journal
     * @param repeat whether it was suppressed
     */
    public record Line(
            long offset,
            boolean repeat,
            Severity severity,
            EventType eventType,
            String message,
            @Nullable String requestId,
            @Nullable String feature,
            @Nullable Long latencyMs,
            @Nullable String details,
            @Nullable String stackTrace,
            java.util.Map<String, String> meta,
            Instant at) {}

    /** The same without the lines up to an offset. */
    Occurrences after(long offset) {
        return new Occurrences(
                key,
                journal,
                lines.stream().filter(line -> line.offset() > offset).toList(),
                meanwhile);
    }

    /** The number of the last line. */
    long last() {
        return lines.getLast().offset();
    }

    long repeats() {
        return lines.stream().filter(Line::repeat).count();
    }

    long told() {
        return lines.size() - repeats();
    }

    /** The newest line that was told, else the newest. */
    Line newest() {
        return lines.reversed().stream()
                .filter(line -> !line.repeat())
                .findFirst()
                .orElse(lines.getLast());
    }

    Severity severity() {
        return lines.stream().map(Line::severity).max(Severity::compareTo).orElseThrow();
    }

    Instant first() {
        return lines.stream().map(Line::at).min(Instant::compareTo).orElseThrow();
    }

    Instant latest() {
        return lines.stream().map(Line::at).max(Instant::compareTo).orElseThrow();
    }
}

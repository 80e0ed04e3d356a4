package dev.nightshift.jobs.retention;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has deleted so far, all attempts together. Used by one thread. */
final class RetentionCounts {
    static final String COMPANIES = "companies";
    static final String FAILED = "failed";
    static final String DELETED = "deleted";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** With a count for each of these kinds. */
    RetentionCounts(List<Retained> kinds) {
        counts.put(COMPANIES, 0L);
        counts.put(FAILED, 0L);
        counts.put(DELETED, 0L);
        kinds.forEach(kind -> counts.put(kind.name(), 0L));
    }

    void restore(ExecutionContext position) {
        counts.replaceAll((name, zero) -> position.getLong("count." + name, zero));
    }

    void store(ExecutionContext position) {
        counts.forEach((name, count) -> position.putLong("count." + name, count));
    }

    void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    Map<String, Long> byName() {
        return new LinkedHashMap<>(counts);
    }

    long companies() {
        return counts.getOrDefault(COMPANIES, 0L);
    }
}

package dev.nightshift.jobs.sloprobe;

import dev.nightshift.jobs.sloprobe.measure.Verdict;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has measured so far, all attempts together. Used by one thread. */
final class ProbeCounts {
    private static final String COMPANIES = "companies";
    private static final String FAILED = "failed";
    private static final String SKIPPED = "skipped";
    private static final String REQUESTS = "requests";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    ProbeCounts() {
        List.of(COMPANIES, FAILED, SKIPPED, REQUESTS, "pass", "breach", "inconclusive")
                .forEach(name -> counts.put(name, 0L));
    }

    void restore(ExecutionContext position) {
        // Who is skipped is counted anew by each attempt.
        counts.replaceAll(
                (name, now) -> name.equals(SKIPPED) ? now : position.getLong("count." + name, now));
    }

    void store(ExecutionContext position) {
        counts.forEach((name, count) -> position.putLong("count." + name, count));
    }

    void skip() {
        add(SKIPPED, 1);
    }

    void company(boolean failed) {
        add(COMPANIES, 1);
        add(FAILED, failed ? 1 : 0);
    }

    void requests(int number) {
        add(REQUESTS, number);
    }

    void verdict(Verdict verdict) {
        add(
                switch (verdict) {
                    case PASS -> "pass";
                    case BREACH -> "breach";
                    case INCONCLUSIVE -> "inconclusive";
                },
                1);
    }

    long companies() {
        return counts.getOrDefault(COMPANIES, 0L);
    }

    Map<String, Long> byName() {
        return new LinkedHashMap<>(counts);
    }

    private void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }
}

package dev.nightshift.jobs.heartbeatsweep;

import dev.nightshift.alerts.heartbeats.HeartbeatState;
import dev.nightshift.alerts.heartbeats.HeartbeatStep;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a sweep has seen so far, all attempts together. Used by one thread. */
final class SweepCounts {
    static final String COMPANIES = "companies";
    static final String FAILED = "failed";
    static final String NEWLY_RED = "newlyRed";
    static final String RECOVERED = "recovered";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    SweepCounts() {
        counts.put(COMPANIES, 0L);
        for (HeartbeatState state : HeartbeatState.values()) {
            counts.put(state.wire(), 0L);
        }
        counts.put(NEWLY_RED, 0L);
        counts.put(RECOVERED, 0L);
        counts.put(FAILED, 0L);
    }

    void restore(ExecutionContext position) {
        counts.replaceAll((name, zero) -> position.getLong("sweep." + name, zero));
    }

    void store(ExecutionContext position) {
        counts.forEach((name, count) -> position.putLong("sweep." + name, count));
    }

    void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    void add(HeartbeatStep step) {
        add(step.point().state().wire(), 1);
        switch (step.news()) {
            case NOTHING -> {}
            case RED -> add(NEWLY_RED, 1);
            case RECOVERED -> add(RECOVERED, 1);
        }
    }

    Map<String, Long> byName() {
        return new LinkedHashMap<>(counts);
    }

    long companies() {
        return counts.getOrDefault(COMPANIES, 0L);
    }
}

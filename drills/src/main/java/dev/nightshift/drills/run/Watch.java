package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.Hypothesis;
import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.experiment.Probe;
import dev.nightshift.drills.experiment.StopCondition;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.surroundings.Workload;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the load ten times a second and writes down what changes: detected, circuit open,
 * degraded, circuit closed, steady; and once a second what it sees. Knows when a stop condition is
 * met. Thread-safe; one thread calls {@link #look}.
 */
final class Watch {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Workload workload;
    private final Journal journal;
    private final InstantSource clock;
    private final Hypothesis hypothesis;
    private final List<StopCondition> conditions;
    private final Map<StopCondition, Instant> since = new HashMap<>();
    private Map<Measure, Double> newest = Map.of();
    private String fault = "";
    private boolean detected;
    private boolean degraded;
    private boolean circuitOpen;
    private @Nullable Instant steadySince;
    private Instant lastLoad = Instant.EPOCH;
    private @Nullable StopCondition met;

    Watch(
            Workload workload,
            Journal journal,
            InstantSource clock,
            Hypothesis hypothesis,
            List<StopCondition> conditions) {
        this.workload = workload;
        this.journal = journal;
        this.clock = clock;
        this.hypothesis = hypothesis;
        this.conditions = conditions;
    }

    /** From now on, what is seen is about this fault. */
    synchronized void injected(String name) {
        fault = name;
        detected = false;
        steadySince = null;
    }

    synchronized void look() {
        Map<Measure, Double> now = new EnumMap<>(Measure.class);
        now.putAll(workload.measures());
        Instant at = clock.instant();
        newest = now;
        boolean open = is(now, Measure.REDIS_CIRCUIT_OPEN);
        boolean readOnly = is(now, Measure.READ_ONLY);
        boolean holds =
                hypothesis.probes().stream()
                        .filter(probe -> !probe.measure().isCountedAtTheEnd())
                        .allMatch(probe -> holds(probe, now));
        if (!fault.isEmpty() && !detected && (open || readOnly || !holds)) {
            detected = true;
            mark("detected");
        }
        if (open != circuitOpen) {
            circuitOpen = open;
            mark(open ? "circuit_open" : "circuit_closed");
        }
        if ((open || readOnly) != degraded) {
            degraded = open || readOnly;
            mark(degraded ? readOnly ? "read_only" : "degraded" : "full_service");
        }
        boolean steady = !open && !readOnly && holds;
        steadySince = steady ? (steadySince == null ? at : steadySince) : null;
        conditions.forEach(condition -> check(condition, now, at));
        if (!at.isBefore(lastLoad.plus(SECOND))) {
            lastLoad = at;
            Map<String, Object> seen = new LinkedHashMap<>();
            now.forEach((measure, value) -> seen.put(measure.word(), value));
            journal.write(Events.LOAD, seen);
        }
    }

    private void check(StopCondition condition, Map<Measure, Double> now, Instant at) {
        if (now.getOrDefault(condition.measure(), 0.0) <= condition.above()) {
            since.remove(condition);
            return;
        }
        Instant began = since.computeIfAbsent(condition, first -> at);
        if (!began.plus(condition.lasting()).isAfter(at)) {
            met = condition;
        }
    }

    private void mark(String mark) {
        journal.write(Events.MARK, Map.of("mark", mark, "fault", fault));
    }

    private static boolean is(Map<Measure, Double> values, Measure measure) {
        return values.getOrDefault(measure, 0.0) != 0;
    }

    static boolean holds(Probe probe, Map<Measure, Double> values) {
        Double value = values.get(probe.measure());
        return value != null && probe.tolerance().holds(value);
    }

    /**
     * One look.
     *
     * @param values what was measured
     * @param steadySince since when the steady state held then without a break, and nothing was
     *     degraded
     */
    record Look(Map<Measure, Double> values, Optional<Instant> steadySince) {
        Look {
            values = Map.copyOf(values);
        }

        boolean holds(Probe probe) {
            return Watch.holds(probe, values);
        }
    }

    /** The last look; whoever judges and tells does both of one. */
    synchronized Look newest() {
        return new Look(newest, Optional.ofNullable(steadySince));
    }

    /** The stop condition that was met. */
    synchronized Optional<StopCondition> stopCondition() {
        return Optional.ofNullable(met);
    }
}

package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.ExperimentExport;
import dev.nightshift.drills.experiment.Hypothesis;
import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.experiment.Probe;
import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.surroundings.Counted;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was expected and did not come. Writes down each expectation with what came. By one thread.
 */
final class Judgement {
    private final Hypothesis hypothesis;
    private final Journal journal;
    private final List<String> broken = new ArrayList<>();

    Judgement(Hypothesis hypothesis, Journal journal) {
        this.hypothesis = hypothesis;
        this.journal = journal;
    }

    void broken(String what) {
        broken.add(what);
    }

    /** Everything that was broken, in a sentence; empty when nothing was. */
    String reason() {
        return String.join("; ", broken);
    }

    /** A step was taken. */
    void said(String event, Step step, Instant start, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("step", step.name());
        data.put("start", start.toString());
        data.putAll(more);
        data.put("activity", ExperimentExport.activity(step));
        journal.write(event, data);
    }

    /** A probe of the method was asked. */
    void asked(Probe probe, Map<Measure, Double> values, Instant start) {
        boolean met = Watch.holds(probe, values);
        if (!met) {
            broken(
                    "'%s': %s instead of %s"
                            .formatted(
                                    probe.name(),
                                    value(probe, values),
                                    probe.tolerance().told(probe.measure())));
        }
        said(Events.PROBE, probe, start, Map.of("output", value(probe, values), "met", met));
    }

    /** The steady state is looked at; what is counted at the end is left for then. */
    void hypothesis(String when, Map<Measure, Double> values) {
        List<Map<String, Object>> probes = new ArrayList<>();
        boolean all = true;
        for (Probe probe : hypothesis.probes()) {
            if (probe.measure().isCountedAtTheEnd()) {
                continue;
            }
            boolean met = Watch.holds(probe, values);
            all &= met;
            if (!met && when.equals("after")) {
                broken("afterwards: '%s': %s".formatted(probe.name(), value(probe, values)));
            }
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("probe", probe.name());
            said.put("value", value(probe, values));
            said.put("tolerance", probe.tolerance().told(probe.measure()));
            said.put("met", met);
            said.put("activity", ExperimentExport.activity(probe));
            probes.add(said);
        }
        journal.write(
                Events.HYPOTHESIS,
                Map.of(
                        "when", when,
                        "title", hypothesis.title(),
                        "met", all,
                        "probes", probes));
    }

    /** The writes were counted. */
    void ledger(Counted ledger, Instant at) {
        Map<Measure, Double> counted = new EnumMap<>(Measure.class);
        counted.put(Measure.LOST_WRITES, (double) ledger.writes().lost());
        counted.put(Measure.GHOST_WRITES, (double) ledger.writes().ghost());
        counted.put(Measure.DUPLICATE_WRITES, (double) ledger.writes().duplicate());
        counted.put(Measure.REPEATED_SUBMITS, (double) ledger.repeats().letThrough());
        counted.put(Measure.REPEATED_ALERTS, (double) ledger.repeats().alertsTold());
        for (Probe probe : hypothesis.probes()) {
            if (probe.measure().isCountedAtTheEnd()) {
                asked(probe, counted, at);
            }
        }
    }

    private static String value(Probe probe, Map<Measure, Double> values) {
        Double value = values.get(probe.measure());
        return value == null ? "unknown" : probe.measure().told(value);
    }
}

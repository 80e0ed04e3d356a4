package dev.nightshift.jobs.sloprobe.plan;

import dev.nightshift.alerts.Severity;

import org.yaml.snakeyaml.nodes.Node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The objectives of an SLO: one named {@code budget}, and levels of severity. */
record Objectives(double thresholdMs, double target, List<Level> levels) {
    private static final String BUDGET = "budget";
    private static final List<String> NAMES = List.of(BUDGET, "info", "warning", "critical");
    private static final double LONGEST_MS = 600_001;

    static Objectives read(PlanText yaml, Node list, PlanFile.Source source) {
        boolean latency = source.indicator() == Indicator.LATENCY;
        double thresholdMs = 0;
        double target = 0;
        List<Level> levels = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node node : yaml.list(list, "objectives")) {
            Map<String, Node> parts =
                    yaml.known(
                            node,
                            "an objective",
                            latency
                                    ? List.of("displayName", "op", "value", "target")
                                    : List.of("displayName", "target"));
            Node named = yaml.required(parts, "displayName", node);
            String name = yaml.text(named, "one of " + String.join(", ", NAMES));
            if (!NAMES.contains(name)) {
                throw yaml.bad(
                        named, "'%s' is none of %s".formatted(name, String.join(", ", NAMES)));
            }
            if (!seen.add(name)) {
                throw yaml.bad(named, "'%s' is there twice".formatted(name));
            }
            Node share = yaml.required(parts, "target", node);
            double good = yaml.number(share, 0, 1);
            double value = 0;
            if (latency) {
                yaml.exactly(yaml.required(parts, "op", node), name.equals(BUDGET) ? "lte" : "lt");
                value = yaml.number(yaml.required(parts, "value", node), 0, LONGEST_MS);
                if (good != 0.95) {
                    throw yaml.bad(share, "0.95 is expected: the 95th percentile is judged");
                }
            }
            if (name.equals(BUDGET)) {
                thresholdMs = value;
                target = good;
            } else {
                levels.add(
                        new Level(
                                Severity.valueOf(name.toUpperCase(Locale.ROOT)),
                                latency ? value : good));
            }
        }
        if (!seen.contains(BUDGET)) {
            throw yaml.bad(list, "an objective with the displayName 'budget' is missing");
        }
        if (latency && thresholdMs >= source.probing().timeout().toMillis()) {
            throw yaml.bad(
                    source.at(),
                    "the time-out of %d ms must be longer than the budget"
                            .formatted(source.probing().timeout().toMillis()));
        }
        return new Objectives(thresholdMs, target, levels);
    }
}

package dev.nightshift.drills.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A journal in the JSON of the Chaos Toolkit: what its tools read, and beside it, under {@code
 * nightshift}, every line as it was written. Deterministic.
 */
public final class ChaosJournal {
    private ChaosJournal() {}

    /** The journal as maps and lists. */
    public static Map<String, Object> of(Chain chain) {
        Map<String, Object> json = new LinkedHashMap<>();
        JournalLine began = chain.first(Events.BEGAN).orElseThrow();
        JournalLine last = chain.lines().getLast();
        JournalLine end = chain.last(Events.ENDED).orElse(last);
        json.put("chaoslib-version", "1.45.1");
        json.put("platform", began.text("platform"));
        json.put("node", began.text("node"));
        json.put("experiment", began.data().getOrDefault("experiment", Map.of()));
        json.put("start", began.at().toString());
        json.put("status", status(end.text("state")));
        json.put("deviated", end.text("state").equals("FAILED"));
        Map<String, Object> states = new LinkedHashMap<>();
        states.put("before", hypothesis(chain, "before"));
        states.put("during", List.of());
        states.put("after", hypothesis(chain, "after"));
        json.put("steady_states", states);
        json.put("run", activities(chain, Events.ACTION, Events.PROBE));
        json.put("rollbacks", activities(chain, Events.ROLLBACK));
        json.put("end", end.at().toString());
        json.put("duration", seconds(began.at(), end.at()));
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("drillId", began.text("drillId"));
        own.put("state", end.text("state"));
        own.put("head", chain.head());
        own.put("lines", chain.lines());
        json.put("nightshift", own);
        return json;
    }

    /** Our states in the Chaos Toolkit's words. */
    private static String status(String state) {
        return switch (state) {
            case "PASSED", "FAILED" -> "completed";
            case "ABORTED", "HEALED_BY_WATCHDOG" -> "interrupted";
            case "REFUSED" -> "aborted";
            default -> "failed";
        };
    }

    private static Map<String, Object> hypothesis(Chain chain, String when) {
        List<Map<String, Object>> probes = new ArrayList<>();
        boolean met = false;
        for (JournalLine line : chain.all(Events.HYPOTHESIS)) {
            if (line.text("when").equals(when)) {
                met = line.yes("met");
                if (line.data().get("probes") instanceof List<?> list) {
                    for (Object probe : list) {
                        if (probe instanceof Map<?, ?> map) {
                            probes.add(probe(map, line.at()));
                        }
                    }
                }
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("steady_state_met", met);
        json.put("probes", probes);
        return json;
    }

    private static Map<String, Object> probe(Map<?, ?> probe, Instant at) {
        Map<String, Object> json = new LinkedHashMap<>();
        Object activity = probe.get("activity");
        json.put("activity", activity == null ? Map.of() : activity);
        json.put("output", String.valueOf(probe.get("value")));
        json.put("status", "succeeded");
        json.put("start", at.toString());
        json.put("end", at.toString());
        json.put("duration", 0.0);
        json.put("tolerance_met", Boolean.TRUE.equals(probe.get("met")));
        return json;
    }

    private static List<Map<String, Object>> activities(Chain chain, String... events) {
        List<Map<String, Object>> activities = new ArrayList<>();
        for (JournalLine line : chain.lines()) {
            if (List.of(events).contains(line.event())) {
                Map<String, Object> json = new LinkedHashMap<>();
                Instant start =
                        line.text("start").isEmpty()
                                ? line.at()
                                : Instant.parse(line.text("start"));
                json.put("activity", line.data().getOrDefault("activity", Map.of()));
                json.put("output", line.text("output"));
                json.put("status", line.yes("failed") ? "failed" : "succeeded");
                json.put("start", start.toString());
                json.put("end", line.at().toString());
                json.put("duration", seconds(start, line.at()));
                if (line.data().containsKey("met")) {
                    json.put("tolerance_met", line.yes("met"));
                }
                activities.add(json);
            }
        }
        return activities;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}

package dev.nightshift.drills.experiment;

import java.util.List;

/** What must be true before and after: the steady state. */
public record Hypothesis(String title, List<Probe> probes) {
    public Hypothesis {
        probes = List.copyOf(probes);
    }
}

package dev.nightshift.drills.report;

import dev.nightshift.drills.timing.Phase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of a drill: before the first fault; during each, from its injection until it was
 * healed and it was steady again; after, which is all the rest.
 */
public final class Phases {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private Phases() {}

    /**
     * Of a drill whose load has ended.
     *
     * @param end of the load
     */
    public static List<Phase> of(Evidence evidence, Instant end) {
        List<Phase> phases = new ArrayList<>();
        List<Phase.Span> after = new ArrayList<>();
        List<Episode> episodes = evidence.episodes();
        Instant first = episodes.isEmpty() ? end : episodes.getFirst().injected();
        phases.add(new Phase(BEFORE, List.of(new Phase.Span(evidence.began().at(), first))));
        for (int i = 0; i < episodes.size(); i++) {
            Episode episode = episodes.get(i);
            Instant next = i + 1 < episodes.size() ? episodes.get(i + 1).injected() : end;
            Instant over = over(episode, next);
            phases.add(
                    new Phase(
                            "during: " + episode.fault(),
                            List.of(new Phase.Span(episode.injected(), over))));
            if (over.isBefore(next)) {
                after.add(new Phase.Span(over, next));
            }
        }
        if (!after.isEmpty()) {
            phases.add(new Phase(AFTER, after));
        }
        return phases;
    }

    private static Instant over(Episode episode, Instant next) {
        Instant steady = episode.steady();
        Instant healed = episode.healed();
        if (steady == null || healed == null) {
            return next;
        }
        Instant later = steady.isAfter(healed) ? steady : healed;
        return later.isAfter(next) ? next : later;
    }
}

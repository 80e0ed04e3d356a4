package dev.nightshift.app.cli.runs;

import dev.nightshift.jobs.runs.follow.RunSnapshot;
import dev.nightshift.platform.runs.RunState;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast a run is and what is left of it, in words. */
final class Pace {
    private Pace() {}

    /** As {@code 12,300 rows/s, about 2 min left, read 100,000}; what is not known is left out. */
    static String news(RunSnapshot seen) {
        List<String> news = new ArrayList<>();
        if (seen.run().state() != RunState.RUNNING) {
            news.add(seen.run().state().name());
        }
        if (seen.readPerSecond() != null) {
            news.add(String.format(Locale.ROOT, "%,.0f rows/s", seen.readPerSecond()));
        }
        if (seen.etaMs() != null) {
            news.add("about %s left".formatted(span(Duration.ofMillis(seen.etaMs()))));
        } else if (seen.perSecond() != null) {
            news.add("stands still");
        }
        String counts = RunView.counts(seen.run());
        if (!counts.isEmpty()) {
            news.add(counts);
        }
        return String.join(", ", news);
    }

    /** Rounded to what a person plans with. */
    static String span(Duration left) {
        if (left.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(1, left.toSeconds()) + " s";
        }
        if (left.compareTo(Duration.ofHours(2)) < 0) {
            return left.toMinutes() + " min";
        }
        return "%d h %02d min".formatted(left.toHours(), left.toMinutesPart());
    }
}

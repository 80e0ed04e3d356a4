package dev.nightshift.alerts.heartbeats;

import dev.nightshift.alerts.heartbeats.HeartbeatStep.News;
import dev.nightshift.alerts.registry.HeartbeatTerms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a sign of life is missed, and when that is told. Pure.
 *
 * <p>A point that turned red {@value #REDS_TOLD} times within 24 hours flaps: a further red is told
 * only when it has lasted for an hour, so that a flapping point is quieter but none is swallowed.
 */
public final class HeartbeatRules {
    static final int REDS_TOLD = 3;
    static final Duration FLAP_WINDOW = Duration.ofHours(24);
    static final Duration FLAP_HOLD = Duration.ofHours(1);

    private static final Duration DAILY = Duration.ofHours(24);

    private HeartbeatRules() {}

    /** The state of what was seen, now. */
    public static HeartbeatState state(HeartbeatTerms terms, Sighting seen, Instant now) {
        if (terms.paused()) {
            return HeartbeatState.PAUSED;
        }
        boolean running = seen.isRunning();
        Instant started = seen.started();
        if (running && started != null && now.isAfter(started.plus(terms.maxRun()))) {
            return HeartbeatState.RED;
        }
        Instant succeeded = seen.succeeded();
        if (succeeded == null) {
            return isOpen(terms, seen, now) ? HeartbeatState.GREEN : HeartbeatState.NEVER;
        }
        Instant due = succeeded.plus(terms.period());
        if (!now.isAfter(due)) {
            return HeartbeatState.GREEN;
        }
        boolean graceOver = now.isAfter(due.plus(terms.grace()));
        return graceOver && !running ? HeartbeatState.RED : HeartbeatState.LATE;
    }

    /** What is rarer than daily may well not have happened yet: that its way is open must do. */
    private static boolean isOpen(HeartbeatTerms terms, Sighting seen, Instant now) {
        Instant tried = seen.tried();
        return tried != null
                && terms.period().compareTo(DAILY) > 0
                && !now.isAfter(tried.plus(terms.period()));
    }

    /** The point after another look at it. */
    public static HeartbeatStep step(
            HeartbeatPoint before, HeartbeatTerms terms, Sighting seen, Instant now) {
        HeartbeatState state = state(terms, seen, now);
        boolean changed = state != before.state();
        List<Instant> reds = recent(before.reds(), now);
        boolean red = state == HeartbeatState.RED;
        if (red && changed) {
            reds.add(now);
        }
        Instant since = changed ? now : before.since();
        News news = News.NOTHING;
        boolean told = before.told();
        if (red && !told && (reds.size() <= REDS_TOLD || held(since, now))) {
            news = News.RED;
            told = true;
        } else if (state == HeartbeatState.GREEN && told) {
            news = News.RECOVERED;
            told = false;
        } else if (state == HeartbeatState.PAUSED) {
            told = false;
        }
        List<Instant> kept = reds.subList(Math.max(0, reds.size() - REDS_TOLD - 1), reds.size());
        return new HeartbeatStep(new HeartbeatPoint(state, since, told, kept), news);
    }

    private static boolean held(Instant since, Instant now) {
        return !now.isBefore(since.plus(FLAP_HOLD));
    }

    private static List<Instant> recent(List<Instant> reds, Instant now) {
        List<Instant> recent = new ArrayList<>(reds);
        recent.removeIf(red -> red.plus(FLAP_WINDOW).isBefore(now));
        return recent;
    }
}

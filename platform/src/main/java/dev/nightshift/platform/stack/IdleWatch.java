package dev.nightshift.platform.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Decides when nobody has been connected for long enough. Not thread-safe. */
final class IdleWatch {
    private final InstantSource clock;
    private final Duration limit;
    private Instant lastUse;

    IdleWatch(InstantSource clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
        this.lastUse = clock.instant();
    }

    /** Notes how many clients are connected now; true when there was none for the whole limit. */
    boolean isOver(int clients) {
        Instant now = clock.instant();
        if (clients > 0 || now.isBefore(lastUse)) {
            lastUse = now;
        }
        return !now.isBefore(lastUse.plus(limit));
    }
}

package dev.nightshift.schedules.fire;

import dev.nightshift.jobs.runs.LeaseTerms;
import dev.nightshift.schedules.history.Hold;
import dev.nightshift.schedules.history.ScheduleHistory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of the rows that are really at work in this process, and of no others: a row
 * whose work ended without its end being written down lapses and is taken up again. Thread-safe.
 */
public final class SignsOfLife {
    /** Three may be late before the lease lapses. */
    static final Duration EVERY = LeaseTerms.DEFAULT.renewal();

    private static final Logger log = LoggerFactory.getLogger(SignsOfLife.class);

    private final ScheduleHistory history;
    private final Set<Hold> rows = ConcurrentHashMap.newKeySet();

    private SignsOfLife(ScheduleHistory history) {
        this.history = history;
    }

    /** Ends the signs of one row. */
    interface Sign extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Gives them until the timer ends.
     *
     * @param timer the caller's, for nothing that may take long
     */
    public static SignsOfLife by(ScheduledExecutorService timer, ScheduleHistory history) {
        SignsOfLife signs = new SignsOfLife(history);
        var _ =
                timer.scheduleWithFixedDelay(
                        signs::give, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return signs;
    }

    Sign of(Hold row) {
        rows.add(row);
        return () -> rows.remove(row);
    }

    private void give() {
        try {
            history.renew(Set.copyOf(rows));
        } catch (RuntimeException away) {
            log.atWarn().setCause(away).log("schedules.look_failed");
        }
    }
}

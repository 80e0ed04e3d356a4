package dev.nightshift.jobs.sloprobe.results;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * How fast an error budget goes, in a long window and in a short one that says whether it still
 * does: 1 spends it exactly over the SLO's window. Source: Beyer and others, The Site Reliability
 * Workbook (2018), chapter 5, "Multiwindow, Multi-Burn-Rate Alerts", table 5-8.
 *
 * @param rate in the long window; null while it has too few requests
 * @param exceeded whether both windows burn faster than the limit
 */
public record Burn(@Nullable Double rate, boolean exceeded) {
    /** A pair of windows. */
    public enum Windows {
        /** Two of a hundred parts of a month's budget in an hour. */
        FAST(Duration.ofHours(1), Duration.ofMinutes(5), 14.4),
        /** Five of a hundred parts in six hours. */
        SLOW(Duration.ofHours(6), Duration.ofMinutes(30), 6);

        private final Duration length;
        private final Duration shortLength;
        private final double limit;

        Windows(Duration length, Duration shortLength, double limit) {
            this.length = length;
            this.shortLength = shortLength;
            this.limit = limit;
        }

        /** The long window. */
        public Duration length() {
            return length;
        }
    }

    /** Some requests at a moment. */
    public record Spent(Instant at, long total, long good) {}

    /** Below this many requests in the long window nothing is said: one probe is no trend. */
    public static final long LEAST = 300;

    /** The same of the short window. */
    public static final long LEAST_SHORT = 100;

    /** The rate of these windows, which end now. */
    public static Burn of(Windows windows, double target, Collection<Spent> spent, Instant now) {
        Double all = rate(target, spent, now.minus(windows.length), now, LEAST);
        Double still = rate(target, spent, now.minus(windows.shortLength), now, LEAST_SHORT);
        return new Burn(
                all, all != null && still != null && all > windows.limit && still > windows.limit);
    }

    private static @Nullable Double rate(
            double target, Collection<Spent> spent, Instant from, Instant to, long least) {
        long total = 0;
        long good = 0;
        for (Spent some : spent) {
            if (some.at().isAfter(from) && !some.at().isAfter(to)) {
                total += some.total();
                good += some.good();
            }
        }
        return total < least
                ? null
                : Math.round((double) (total - good) / total / (1 - target) * 1e6) / 1e6;
    }
}

package dev.nightshift.drills.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a probe can measure; yes is 1 and no is 0. */
public enum Measure {
    /**
     * Percent of the requests of the last seconds that failed; a refusal that is said counts not.
     */
    FAILED_REQUESTS_PERCENT("%"),
    /** Percent of the reads of the last seconds that failed. */
    FAILED_READS_PERCENT("%"),
    /** The 95th percentile of how long reads took in the last seconds. */
    READ_P95_MS("ms"),
    /** Writes that were acknowledged in the last second. */
    ACKNOWLEDGED_WRITES("/s"),
    /** The longest that a refused write waited for its refusal, in the last seconds. */
    SLOWEST_REFUSAL_MS("ms"),
    /** Reads that were answered with an older value than one acknowledged before. */
    STALE_READS("stale"),
    /** Whether the service has stopped asking Redis for a while. */
    REDIS_CIRCUIT_OPEN("open", "closed"),
    /** Whether the service takes no writes, and says so. */
    READ_ONLY("read-only", "reads and writes"),
    /** Whether the import of the drill works, waits or is done: it has not failed. */
    IMPORT_ALIVE("goes on or waits", "failed"),
    /** Acknowledged writes that are not found; counted when the load has ended. */
    LOST_WRITES("lost"),
    /** Writes that are found though they were clearly refused; counted when the load has ended. */
    GHOST_WRITES("there"),
    /** Writes that are found more than once; counted when the load has ended. */
    DUPLICATE_WRITES("there twice"),
    /**
     * Submits that were done again, for the same idempotency key, though Redis was asked both
     * times; counted when the load has ended.
     */
    REPEATED_SUBMITS("let through"),
    /** Alerts that were told twice within a minute; counted when the load has ended. */
    REPEATED_ALERTS("told twice");

    private final String unit;
    private final String yes;
    private final String no;

    Measure(String unit) {
        this.unit = unit;
        this.yes = "";
        this.no = "";
    }

    /** What its two answers say, so that a probe's name and its answer are one true sentence. */
    Measure(String yes, String no) {
        this.unit = "";
        this.yes = yes;
        this.no = no;
    }

    /** The name in an experiment, for example {@code read-only}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is an answer rather than a number. */
    public boolean isYesOrNo() {
        return !yes.isEmpty();
    }

    /** Whether it is known only when the load has ended. */
    public boolean isCountedAtTheEnd() {
        return switch (this) {
            case LOST_WRITES, GHOST_WRITES, DUPLICATE_WRITES, REPEATED_SUBMITS, REPEATED_ALERTS ->
                    true;
            case FAILED_REQUESTS_PERCENT,
                    FAILED_READS_PERCENT,
                    READ_P95_MS,
                    ACKNOWLEDGED_WRITES,
                    SLOWEST_REFUSAL_MS,
                    STALE_READS,
                    REDIS_CIRCUIT_OPEN,
                    READ_ONLY,
                    IMPORT_ALIVE ->
                    false;
        };
    }

    /** The measure of that name; empty when there is none. */
    public static Optional<Measure> byWord(String word) {
        return Arrays.stream(values()).filter(measure -> measure.word().equals(word)).findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Measure::word).toList();
    }

    /** A value of it for people. */
    public String told(double value) {
        if (isYesOrNo()) {
            return value == 0 ? no : yes;
        }
        String number =
                value == Math.rint(value)
                        ? String.valueOf((long) value)
                        : String.format(Locale.ROOT, "%.2f", value);
        return unit.isEmpty() ? number : number + " " + unit;
    }
}

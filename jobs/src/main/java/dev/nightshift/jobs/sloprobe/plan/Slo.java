package dev.nightshift.jobs.sloprobe.plan;

import dev.nightshift.alerts.Severity;

import java.util.List;

/**
 * A service level objective: what is measured, and what is good enough.
 *
 * @param name of its own in the plans
 * @param title for people
 * @param operation the operation of the emit registry it is about
 * @param probing how it is measured
 * @param indicator what of the measurement counts
 * @param thresholdMs of latency, what a good request takes at most; 0 of others
 * @param target the share of good requests, above 0 and below 1; the rest is the error budget
 * @param levels from the mildest
 * @param windowDays over which the error budget is counted, today included
 * @param fullOnly left out of the frequent probes
 * @param place file and line
 */
public record Slo(
        String name,
        String title,
        SloOperation operation,
        Probing probing,
        Indicator indicator,
        double thresholdMs,
        double target,
        List<Level> levels,
        int windowDays,
        boolean fullOnly,
        String place) {
    public Slo {
        levels = List.copyOf(levels);
    }

    /** The budget in words, such as {@code 95 % within 250 ms}. */
    public String budget() {
        String share = share(target);
        return switch (indicator) {
            case LATENCY -> "%s within %s ms".formatted(share, plain(thresholdMs));
            case ANSWERED -> "%s answered".formatted(share);
            case CACHE_HITS -> "%s from the cache".formatted(share);
        };
    }

    /**
     * How bad it is that the value is not within budget.
     *
     * @param value milliseconds of latency, or the share of good requests
     */
    public Severity severity(double value) {
        Severity severity = Severity.INFO;
        for (Level level : levels) {
            boolean crossed =
                    indicator == Indicator.LATENCY ? value >= level.bound() : value < level.bound();
            if (crossed && level.severity().compareTo(severity) > 0) {
                severity = level.severity();
            }
        }
        return severity;
    }

    /** A share as a percentage without needless zeros. */
    public static String share(double share) {
        return plain(Math.round(share * 1_000_000) / 10_000.0) + " %";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

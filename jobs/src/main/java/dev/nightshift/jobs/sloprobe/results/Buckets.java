package dev.nightshift.jobs.sloprobe.results;

import org.HdrHistogram.Histogram;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times as counts in the buckets of an HdrHistogram with two digits: sums of them can be added up
 * in the store, over probes and days, and still say a percentile within 1 %.
 */
final class Buckets {
    private static final int DIGITS = 2;
    private static final double MICROS = 1_000;
    private static final double P95 = 95;

    private Buckets() {}

    /** Counts by the lowest microsecond of each bucket. */
    static Map<String, Long> of(List<Double> milliseconds) {
        Histogram histogram = new Histogram(DIGITS);
        Map<String, Long> counts = new TreeMap<>();
        for (double ms : milliseconds) {
            long micros = Math.max(1, Math.round(ms * MICROS));
            counts.merge(Long.toString(histogram.lowestEquivalentValue(micros)), 1L, Long::sum);
        }
        return counts;
    }

    /** The 95th percentile of counts, milliseconds; null when there are none. */
    static @Nullable Double p95(@Nullable Document counts) {
        if (counts == null || counts.isEmpty()) {
            return null;
        }
        Histogram histogram = new Histogram(DIGITS);
        counts.forEach(
                (micros, count) ->
                        histogram.recordValueWithCount(
                                Long.parseLong(micros), ((Number) count).longValue()));
        return histogram.getValueAtPercentile(P95) / MICROS;
    }
}

package dev.nightshift.app.cli.slo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Figures() {}

    /** A value with its interval, such as {@code 12 ms (10-15)}. */
    static String interval(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        return value == null
                ? "-"
                : "%s ms (%s-%s)"
                        .formatted(number(value), low == null ? "" : number(low), high(high));
    }

    static String ms(@Nullable Double value) {
        return value == null ? "-" : number(value) + " ms";
    }

    /** A share as a percentage. */
    static String share(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** Values as bars, the highest of them full. */
    static String bars(List<Double> values) {
        double highest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (double value : values) {
            int step = highest <= 0 ? 0 : (int) Math.round(value / highest * (BARS.length() - 1));
            bars.append(BARS.charAt(step));
        }
        return bars.toString();
    }

    private static String high(@Nullable Double high) {
        return high == null ? "?" : number(high);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}

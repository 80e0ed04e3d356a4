package dev.nightshift.jobs.sloprobe.measure;

/**
 * A quantile of what was measured, with its interval; milliseconds.
 *
 * @param low no less, with the confidence
 * @param high no more, with the confidence; infinite when there are too few samples to say
 */
public record Quantile(double value, double low, double high) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Of samples.
     *
     * @param sorted ascending, at least one
     */
    public static Quantile of(double[] sorted, double quantile) {
        QuantileInterval ranks = QuantileInterval.of(sorted.length, quantile, CONFIDENCE);
        return new Quantile(
                sorted[ranks.rank() - 1],
                ranks.low() == 0 ? 0 : sorted[ranks.low() - 1],
                ranks.high() > sorted.length ? Double.POSITIVE_INFINITY : sorted[ranks.high() - 1]);
    }
}

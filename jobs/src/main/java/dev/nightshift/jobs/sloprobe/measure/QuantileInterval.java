package dev.nightshift.jobs.sloprobe.measure;

/**
 * Which of n sorted samples enclose a quantile of what they were drawn from, whatever its
 * distribution: the number of samples at or below the quantile is binomial, so that the l-th and
 * u-th smallest enclose it with the probability P(l &le; B &lt; u). Source: Hahn and Meeker,
 * Statistical Intervals (1991), section 5.2.
 *
 * @param low rank of the lower bound, from 1; 0 when no sample is low enough to be one
 * @param rank of the estimate
 * @param high rank of the upper bound; n + 1 when no sample is high enough to be one
 * @param coverage the probability that the interval encloses the quantile
 */
public record QuantileInterval(int low, int rank, int high, double coverage) {
    /**
     * The narrowest interval that misses the quantile on either side with at most half the
     * probability that is left.
     *
     * @param samples how many, above 0
     * @param quantile above 0 and below 1
     * @param confidence above 0 and below 1, such as 0.95
     */
    public static QuantileInterval of(int samples, double quantile, double confidence) {
        double tail = (1 - confidence) / 2;
        double[] cumulative = Binomial.cumulative(samples, quantile);
        int low = 0;
        while (low < samples && cumulative[low] <= tail) {
            low++;
        }
        int high = low + 1;
        while (high <= samples && 1 - cumulative[high - 1] > tail) {
            high++;
        }
        double above = high > samples ? 1 : cumulative[high - 1];
        double below = low == 0 ? 0 : cumulative[low - 1];
        return new QuantileInterval(low, rank(samples, quantile), high, above - below);
    }

    /** The rank of the estimate: the smallest with at least that share at or below it. */
    private static int rank(int samples, double quantile) {
        // 0.95 times 20 is 19.000000000000004 to a computer, or a little less.
        return Math.clamp((int) Math.ceil(quantile * samples - 1e-9), 1, samples);
    }
}

package dev.nightshift.jobs.sloprobe.measure;

/** Probabilities of the number of successes in independent trials. */
final class Binomial {
    private static final int STEPS = 60;

    private Binomial() {}

    /**
     * P(B &le; k) for k from 0 to n.
     *
     * @param n trials
     * @param p probability of a success, above 0 and below 1
     */
    static double[] cumulative(int n, double p) {
        double[] cumulative = new double[n + 1];
        double sum = 0;
        double choose = 0;
        for (int k = 0; k <= n; k++) {
            if (k > 0) {
                // The logarithm of n over k, from that of n over k - 1.
                choose += Math.log(n - k + 1.0) - Math.log(k);
            }
            sum += Math.exp(choose + k * Math.log(p) + (n - k) * Math.log1p(-p));
            cumulative[k] = Math.min(1, sum);
        }
        return cumulative;
    }

    /**
     * The largest share of successes below which as many as these would be rarer than the tail: a
     * one-sided lower bound. Source: Clopper and Pearson, Biometrika 26 (1934), pages 404-413.
     */
    static double lowerBound(long successes, long trials, double tail) {
        if (successes == 0) {
            return 0;
        }
        double low = 0;
        double high = (double) successes / trials;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            double asMany =
                    1 - cumulative(Math.toIntExact(trials), middle)[Math.toIntExact(successes - 1)];
            if (asMany > tail) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }
}

package dev.nightshift.jobs.sloprobe.results;

import java.util.Collection;

/** How much of an error budget is left. */
public final class ErrorBudget {
    private ErrorBudget() {}

    /**
     * The share that is left: 1 when every request was good, below 0 when it is overspent.
     *
     * @param target share of good requests, above 0 and below 1
     * @param days of the window
     */
    public static double left(double target, Collection<SloDay> days) {
        long total = days.stream().mapToLong(SloDay::total).sum();
        long bad = days.stream().mapToLong(SloDay::bad).sum();
        return total == 0 ? 1 : rounded(1 - bad / ((1 - target) * total));
    }

    /** Without what only binary fractions leave. */
    private static double rounded(double share) {
        return Math.round(share * 1e9) / 1e9;
    }
}

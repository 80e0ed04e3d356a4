package dev.nightshift.jobs.sloprobe.measure;

import dev.nightshift.jobs.sloprobe.plan.Slo;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * What a measurement says about an SLO.
 *
 * @param reason why it is open; empty unless it is
 * @param total requests that count for the error budget
 * @param good of them within budget
 * @param p50 null when nothing was timed
 * @param p95 null when nothing was timed
 * @param share of good requests, of an SLO about shares; null of others, and when none counts
 */
public record Judgement(
        Verdict verdict,
        String reason,
        long total,
        long good,
        @Nullable Quantile p50,
        @Nullable Quantile p95,
        @Nullable Double share) {
    private static final double TAIL = 0.05;
    private static final double P95 = 0.95;
    private static final double P50 = 0.5;

    /** Judges. */
    public static Judgement of(Slo slo, Measurement measurement) {
        double[] responses = measurement.responses();
        Quantile p50 = responses.length == 0 ? null : Quantile.of(responses, P50);
        Quantile p95 = responses.length == 0 ? null : Quantile.of(responses, P95);
        return switch (slo.indicator()) {
            case LATENCY -> latency(slo, measurement, responses, p50, p95);
            case ANSWERED ->
                    share(
                            slo,
                            measurement.requests(),
                            measurement.requests() - measurement.failed(),
                            p50,
                            p95);
            case CACHE_HITS -> share(slo, measurement.reads(), measurement.hits(), p50, p95);
        };
    }

    private static Judgement latency(
            Slo slo,
            Measurement measurement,
            double[] responses,
            @Nullable Quantile p50,
            @Nullable Quantile p95) {
        double budget = slo.thresholdMs();
        Verdict verdict = p95 == null ? Verdict.INCONCLUSIVE : verdict(p95, budget);
        String reason = "";
        double[] counted = responses;
        if (verdict == Verdict.INCONCLUSIVE) {
            reason = p95 == null ? "nothing was answered" : "the interval encloses the budget";
        } else if (verdict == Verdict.BREACH) {
            double[] services = measurement.services();
            // Requests wait for no other one here: what was late before it was sent is our own.
            if (verdict(Quantile.of(services, P95), budget) != Verdict.BREACH) {
                verdict = Verdict.INCONCLUSIVE;
                reason = "this machine was too busy to send in time";
                counted = services;
            }
        }
        long good = Arrays.stream(counted).filter(ms -> ms <= budget).count();
        return new Judgement(verdict, reason, responses.length, good, p50, p95, null);
    }

    private static Verdict verdict(Quantile quantile, double budget) {
        if (quantile.low() > budget) {
            return Verdict.BREACH;
        }
        return quantile.high() <= budget ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }

    /**
     * A share is kept when the samples keep it: to prove one failure in a hundred would take
     * hundreds of requests without any. It is broken when so many failures are no chance.
     */
    private static Judgement share(
            Slo slo, long total, long good, @Nullable Quantile p50, @Nullable Quantile p95) {
        if (total == 0) {
            return new Judgement(
                    Verdict.INCONCLUSIVE, "nothing was answered", 0, 0, p50, p95, null);
        }
        double share = (double) good / total;
        Verdict verdict = Verdict.PASS;
        String reason = "";
        if (share < slo.target()) {
            boolean chance = Binomial.lowerBound(total - good, total, TAIL) <= 1 - slo.target();
            verdict = chance ? Verdict.INCONCLUSIVE : Verdict.BREACH;
            reason = chance ? "so few may be chance" : "";
        }
        return new Judgement(verdict, reason, total, good, p50, p95, share);
    }

    /** What severities are read from: the 95th percentile in milliseconds, or the share. */
    public double value() {
        return share != null ? share : p95 != null ? p95.value() : 0;
    }
}

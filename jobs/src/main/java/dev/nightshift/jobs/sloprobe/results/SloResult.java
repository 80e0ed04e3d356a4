package dev.nightshift.jobs.sloprobe.results;

import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.sloprobe.measure.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What the last probe made of one SLO of a company; the names are the JSON contract.
 *
 * @param indicator latency, answered or cache-hits
 * @param budget in words
 * @param reason why it is INCONCLUSIVE, or empty
 * @param severity of the alert of a breach; null when there was none
 * @param requests sent
 * @param failed of them
 * @param p50Ms median of what was timed; null when nothing was
 * @param p50LowMs lower end of its 95 % interval
 * @param p50HighMs upper end; null when there are too few samples
 * @param share of good requests, of SLOs about shares; null of others
 * @param budgetLeft of the error budget of the window, 1 when all of it is left, below 0 when it is
 *     overspent
 * @param fastBurn how many times too fast the budget went in the last hour; null while there are
 *     too few samples
 * @param slowBurn the same of the last six hours
 * @param fastBurning whether that was told of
 * @param slowBurning the same of the last six hours
 * @param breachOpen whether a breach was told of and nothing within budget was measured since
 * @param runId the run that measured it
 * @param at when
 */
public record SloResult(
        String slo,
        String code,
        String tab,
        String indicator,
        String budget,
        Verdict verdict,
        String reason,
        @Nullable Severity severity,
        long requests,
        long failed,
        @Nullable Double p50Ms,
        @Nullable Double p50LowMs,
        @Nullable Double p50HighMs,
        @Nullable Double p95Ms,
        @Nullable Double p95LowMs,
        @Nullable Double p95HighMs,
        @Nullable Double share,
        double budgetLeft,
        @Nullable Double fastBurn,
        @Nullable Double slowBurn,
        boolean fastBurning,
        boolean slowBurning,
        boolean breachOpen,
        long runId,
        Instant at) {}

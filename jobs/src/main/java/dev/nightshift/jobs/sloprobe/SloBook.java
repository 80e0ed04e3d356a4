package dev.nightshift.jobs.sloprobe;

import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.sloprobe.measure.Judgement;
import dev.nightshift.jobs.sloprobe.measure.Measurement;
import dev.nightshift.jobs.sloprobe.measure.Quantile;
import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.plan.Indicator;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.results.Burn;
import dev.nightshift.jobs.sloprobe.results.ErrorBudget;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Judges measurements, tells of what is wrong, and writes both down. A breach is told before it is
 * written down: when MongoDB is away somebody hears of it still. Used by one thread.
 */
final class SloBook {
    private final long runId;
    private final SloResults results;
    private final SloNews news;
    private final InstantSource clock;

    SloBook(long runId, SloResults results, SloNews news, InstantSource clock) {
        this.runId = runId;
        this.results = results;
        this.news = news;
        this.clock = clock;
    }

    void take(TenantContext company, List<Slo> slos, Measurement measurement, ProbeCounts counts) {
        // MongoDB keeps milliseconds.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = UUID.randomUUID().toString();
        for (Slo slo : slos) {
            Judgement judgement = Judgement.of(slo, measurement);
            counts.verdict(judgement.verdict());
            if (judgement.verdict() == Verdict.BREACH) {
                news.breach(company, slo, judgement, runId);
            }
        }
        List<SloResult> before = results.latest(company);
        for (Slo slo : slos) {
            take(
                    company,
                    slo,
                    Judgement.of(slo, measurement),
                    measurement,
                    before(before, slo),
                    new Moment(id, at));
        }
    }

    private record Moment(String id, Instant at) {}

    private void take(
            TenantContext company,
            Slo slo,
            Judgement judgement,
            Measurement measurement,
            @Nullable SloResult before,
            Moment moment) {
        Instant at = moment.at();
        results.add(
                company,
                new SloResults.Measured(
                        moment.id(),
                        slo.name(),
                        at,
                        judgement.total(),
                        judgement.good(),
                        judgement.verdict(),
                        slo.indicator() == Indicator.LATENCY
                                ? Arrays.stream(measurement.responses()).boxed().toList()
                                : List.of()));
        List<Burn.Spent> spent =
                results.spent(company, slo.name(), at.minus(Burn.Windows.SLOW.length()));
        Burn fast = Burn.of(Burn.Windows.FAST, slo.target(), spent, at);
        Burn slow = Burn.of(Burn.Windows.SLOW, slo.target(), spent, at);
        LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
        double left =
                ErrorBudget.left(
                        slo.target(),
                        results.days(company, slo.name(), today.minusDays(slo.windowDays() - 1L)));
        news.burns(company, slo, fast, slow, before);
        boolean open = before != null && before.breachOpen();
        if (open && judgement.verdict() == Verdict.PASS) {
            news.kept(company, slo);
        }
        results.keep(company, result(slo, judgement, measurement, left, fast, slow, open, at));
    }

    private SloResult result(
            Slo slo,
            Judgement judgement,
            Measurement measurement,
            double left,
            Burn fast,
            Burn slow,
            boolean open,
            Instant at) {
        Quantile p50 = judgement.p50();
        Quantile p95 = judgement.p95();
        Severity severity =
                judgement.verdict() == Verdict.BREACH ? slo.severity(judgement.value()) : null;
        return new SloResult(
                slo.name(),
                slo.operation().code(),
                slo.operation().tab(),
                slo.indicator().wire(),
                slo.budget(),
                judgement.verdict(),
                judgement.reason(),
                severity,
                measurement.requests(),
                measurement.failed(),
                p50 == null ? null : rounded(p50.value()),
                p50 == null ? null : rounded(p50.low()),
                p50 == null ? null : rounded(p50.high()),
                p95 == null ? null : rounded(p95.value()),
                p95 == null ? null : rounded(p95.low()),
                p95 == null ? null : rounded(p95.high()),
                judgement.share(),
                left,
                fast.rate(),
                slow.rate(),
                fast.exceeded(),
                slow.exceeded(),
                judgement.verdict().leavesOpen(open),
                runId,
                at);
    }

    /** To the microsecond; null of what is infinite, which JSON cannot say. */
    private static @Nullable Double rounded(double ms) {
        return Double.isInfinite(ms) ? null : Math.round(ms * 1_000) / 1_000.0;
    }

    private static @Nullable SloResult before(List<SloResult> before, Slo slo) {
        return before.stream()
                .filter(result -> result.slo().equals(slo.name()))
                .findFirst()
                .orElse(null);
    }
}

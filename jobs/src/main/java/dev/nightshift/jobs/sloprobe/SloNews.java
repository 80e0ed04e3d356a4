package dev.nightshift.jobs.sloprobe;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.sloprobe.measure.Judgement;
import dev.nightshift.jobs.sloprobe.measure.Quantile;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.results.Burn;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells of SLOs that are not kept, and of those that are again. Each SLO is a place of its own, so
 * that the adapter does not take one for the repetition of another. Thread-safe.
 */
final class SloNews {
    static final String ERRORS = "NIGHTSHIFT_SLO_PROBE_ERRORS_HIGH";
    static final String CACHE = "NIGHTSHIFT_SLO_PROBE_CACHE_COLD";
    static final String FAST = "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_FAST";
    static final String SLOW = "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_SLOW";
    static final String OVER = "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_OVER";
    static final String KEPT = "NIGHTSHIFT_SLO_PROBE_BUDGET_KEPT";

    private final AlertService alerts;

    SloNews(AlertService alerts) {
        this.alerts = alerts;
    }

    void breach(TenantContext company, Slo slo, Judgement judgement, long runId) {
        Severity severity = slo.severity(judgement.value());
        Map<String, String> meta = new LinkedHashMap<>();
        meta.put("slo", slo.name());
        meta.put("sloCode", slo.operation().code());
        meta.put("runId", Long.toString(runId));
        meta.put("requests", Long.toString(judgement.total()));
        Quantile p95 = judgement.p95();
        Long latency = p95 == null ? null : Math.round(p95.value());
        switch (slo.indicator()) {
            case LATENCY ->
                    send(
                            company,
                            about(slo, slo.operation().code(), severity, slow(slo, p95))
                                    .withMeta(meta),
                            latency);
            case ANSWERED ->
                    send(
                            company,
                            about(slo, ERRORS, severity, share(slo, judgement, "were answered"))
                                    .withMeta(meta),
                            latency);
            case CACHE_HITS ->
                    send(
                            company,
                            about(
                                            slo,
                                            CACHE,
                                            severity,
                                            share(slo, judgement, "came from the cache"))
                                    .withMeta(meta),
                            latency);
        }
    }

    void kept(TenantContext company, Slo slo) {
        String resolved =
                switch (slo.indicator()) {
                    case LATENCY -> slo.operation().code();
                    case ANSWERED -> ERRORS;
                    case CACHE_HITS -> CACHE;
                };
        alerts.sendAlert(
                company,
                about(slo, KEPT, Severity.INFO, "%s is within budget again.".formatted(slo.title()))
                        .withEventType(EventType.IMPORTANT_EVENT)
                        .withResolves(resolved));
    }

    void burns(TenantContext company, Slo slo, Burn fast, Burn slow, @Nullable SloResult before) {
        if (fast.exceeded()) {
            alerts.sendAlert(
                    company,
                    about(slo, FAST, Severity.CRITICAL, burning(slo, fast, Burn.Windows.FAST)));
        } else if (before != null && before.fastBurning()) {
            alerts.sendAlert(company, over(slo).withResolves(FAST));
        }
        if (slow.exceeded()) {
            alerts.sendAlert(
                    company,
                    about(slo, SLOW, Severity.WARNING, burning(slo, slow, Burn.Windows.SLOW)));
        } else if (before != null && before.slowBurning()) {
            alerts.sendAlert(company, over(slo).withResolves(SLOW));
        }
    }

    private static Alert over(Slo slo) {
        return about(
                        slo,
                        OVER,
                        Severity.INFO,
                        "The error budget of %s no longer goes too fast.".formatted(slo.name()))
                .withEventType(EventType.IMPORTANT_EVENT);
    }

    private void send(TenantContext company, Alert alert, @Nullable Long latencyMs) {
        alerts.sendAlert(
                company,
                new Alert(
                        alert.code(),
                        alert.severity(),
                        alert.message(),
                        EventType.SLO_BREACH,
                        null,
                        alert.feature(),
                        alert.tab(),
                        alert.module(),
                        null,
                        latencyMs,
                        null,
                        null,
                        alert.meta(),
                        null));
    }

    private static String slow(Slo slo, @Nullable Quantile p95) {
        return p95 == null
                ? "%s: too slow.".formatted(slo.title())
                : "%s: %s ms (surely above %s), the budget is %s."
                        .formatted(slo.title(), ms(p95.value()), ms(p95.low()), slo.budget());
    }

    private static String share(Slo slo, Judgement judgement, String what) {
        return "%s: %d of %d requests %s, the budget is %s."
                .formatted(slo.title(), judgement.good(), judgement.total(), what, slo.budget());
    }

    private static String burning(Slo slo, Burn burn, Burn.Windows windows) {
        return "The error budget of %s goes %.1f times too fast over the last %d h."
                .formatted(slo.name(), burn.rate(), windows.length().toHours());
    }

    private static String ms(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private static Alert about(Slo slo, String code, Severity severity, String message) {
        return new Alert(
                code,
                severity,
                message,
                EventType.FAILURE,
                null,
                slo.operation().feature(),
                slo.operation().tab(),
                place(slo),
                null,
                null,
                null,
                null,
                Map.of("slo", slo.name()),
                null);
    }

    /** The module and action of the operation, and what of it is not kept. */
    private static String place(Slo slo) {
        String entry = slo.operation().entry();
        return "%s.%s".formatted(entry.substring(entry.indexOf('.') + 1), slo.indicator().name());
    }
}

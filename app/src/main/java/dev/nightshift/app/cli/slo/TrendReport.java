package dev.nightshift.app.cli.slo;

import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.sloprobe.drawing.Panel;
import dev.nightshift.jobs.sloprobe.plan.Indicator;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.results.ErrorBudget;
import dev.nightshift.jobs.sloprobe.results.SloDay;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A company's service levels over time; the names are the JSON contract. */
record TrendReport(String companyId, List<Trend> slos) {
    private static final int SHOWN_DAYS = 14;

    /**
     * An SLO.
     *
     * @param last verdict; null when it was never measured
     * @param budgetLeft of the error budget of its window as of today, 1 for all
     * @param days of the window, in order; days without probes are left out
     */
    record Trend(
            String slo,
            String title,
            String budget,
            @Nullable SloResult last,
            double budgetLeft,
            List<SloDay> days) {}

    static List<TrendReport> of(
            SloResults results,
            PlatformContext context,
            List<CompanyId> companies,
            List<Slo> slos,
            LocalDate today) {
        Map<CompanyId, List<SloResult>> latest = results.latest(context, companies);
        List<TrendReport> reports = new ArrayList<>();
        for (CompanyId company : companies) {
            TenantContext tenant = context.in(company);
            List<SloResult> last = latest.getOrDefault(company, List.of());
            List<Trend> trends = new ArrayList<>();
            for (Slo slo : slos) {
                List<SloDay> days =
                        results.days(tenant, slo.name(), today.minusDays(slo.windowDays() - 1L));
                trends.add(
                        new Trend(
                                slo.name(),
                                slo.title(),
                                slo.budget(),
                                last.stream()
                                        .filter(result -> result.slo().equals(slo.name()))
                                        .findFirst()
                                        .orElse(null),
                                ErrorBudget.left(slo.target(), days),
                                days));
            }
            reports.add(new TrendReport(company.value(), trends));
        }
        return reports;
    }

    /** What is drawn of them; only what was measured. */
    static List<Panel> panels(List<TrendReport> reports, List<Slo> slos, LocalDate from) {
        List<Panel> panels = new ArrayList<>();
        for (TrendReport report : reports) {
            for (int i = 0; i < slos.size(); i++) {
                Slo slo = slos.get(i);
                Trend trend = report.slos().get(i);
                if (trend.last() != null) {
                    panels.add(panel(report.companyId(), slo, trend, from));
                }
            }
        }
        return panels;
    }

    private static Panel panel(String companyId, Slo slo, Trend trend, LocalDate from) {
        boolean latency = slo.indicator() == Indicator.LATENCY;
        return new Panel(
                "%s: %s".formatted(companyId, slo.title()),
                slo.budget(),
                latency ? slo.thresholdMs() : slo.target() * 100,
                latency ? "ms" : "%",
                latency,
                trend.days().stream()
                        .filter(day -> !day.day().isBefore(from) && day.total() > 0)
                        .map(day -> new Panel.Point(day.day(), value(day), day.breaches() > 0))
                        .toList(),
                trend.budgetLeft());
    }

    private static double value(SloDay day) {
        Double p95 = day.p95Ms();
        return p95 != null ? p95 : 100.0 * day.good() / day.total();
    }

    static String text(List<TrendReport> reports) {
        Table table =
                new Table(
                        "COMPANY", "SLO", "LAST", "P95", "SHARE", "BUDGET", "LEFT", "TREND", "AT");
        for (TrendReport report : reports) {
            for (Trend trend : report.slos()) {
                SloResult last = trend.last();
                table.row(
                        report.companyId(),
                        trend.slo(),
                        last == null ? "never" : last.verdict(),
                        last == null ? "-" : Figures.ms(last.p95Ms()),
                        last == null ? "-" : Figures.share(last.share()),
                        trend.budget(),
                        last == null ? "-" : Figures.share(trend.budgetLeft()),
                        bars(trend.days()),
                        last == null ? "" : last.at());
            }
        }
        return table.toString();
    }

    private static String bars(List<SloDay> days) {
        List<SloDay> measured = days.stream().filter(day -> day.total() > 0).toList();
        return Figures.bars(
                measured
                        .subList(Math.max(0, measured.size() - SHOWN_DAYS), measured.size())
                        .stream()
                        .map(TrendReport::value)
                        .toList());
    }
}

package dev.nightshift.jobs.companycheck;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.companies.check.CompanyVerdict;
import dev.nightshift.platform.companies.check.CompanyVerdict.Problem;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells of a company that cannot be worked for, and once that it can again. A document that is not
 * the company's is told apart, and louder. Used by one thread.
 */
final class CheckNews {
    private static final String TAB = "NIGHTSHIFT";
    private static final String MODULE = "COMPANY_CHECK";
    private static final String PROBLEM = "NIGHTSHIFT_COMPANY_CHECK_COMPANY_UNHEALTHY";
    private static final String HEALTHY = "NIGHTSHIFT_COMPANY_CHECK_COMPANY_RECOVERED";
    private static final String ISOLATION = "NIGHTSHIFT_COMPANY_CHECK_COMPANY_NOT_ISOLATED";

    private final AlertStore store;
    private final AlertService alerts;
    private final RunAlerts runs;
    private final RunHandle run;

    CheckNews(AlertStore store, AlertService alerts, RunHandle run) {
        this.store = store;
        this.alerts = alerts;
        this.runs = new RunAlerts(alerts);
        this.run = run;
    }

    void tell(CompanyVerdict verdict) {
        TenantContext context = run.platform().in(verdict.company().id());
        if (verdict.problems().isEmpty()) {
            recovered(context);
        } else if (verdict.problems().stream().anyMatch(one -> one.check().equals("isolation"))) {
            alerts.sendAlert(
                    context,
                    Alert.of(ISOLATION, Severity.CRITICAL, said(context, verdict))
                            .withPlace(TAB, MODULE)
                            .withMeta(meta()));
        } else {
            alerts.sendAlert(
                    context,
                    Alert.of(PROBLEM, Severity.WARNING, said(context, verdict))
                            .withPlace(TAB, MODULE)
                            .withMeta(meta()));
        }
        runs.done(context, CompanyCheckJob.NAME, run.runId());
    }

    private void recovered(TenantContext context) {
        Document open =
                new Document("code", PROBLEM).append("openKey", new Document("$exists", true));
        if (store.list(context, open, 1).isEmpty()) {
            return;
        }
        alerts.sendAlert(
                context,
                Alert.of(
                                HEALTHY,
                                Severity.INFO,
                                "The company %s can be worked for again."
                                        .formatted(context.companyId()))
                        .withPlace(TAB, MODULE)
                        .withMeta(meta())
                        .withResolves(PROBLEM));
    }

    private static String said(TenantContext context, CompanyVerdict verdict) {
        return "The company %s is not as it should be: %s. See: nightshift companies check %s"
                .formatted(
                        context.companyId(),
                        verdict.problems().stream()
                                .map(CheckNews::said)
                                .collect(Collectors.joining("; ")),
                        context.companyId());
    }

    private static String said(Problem problem) {
        String detail = problem.detail();
        return "%s: %s"
                .formatted(
                        problem.check(),
                        detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail);
    }

    private Map<String, String> meta() {
        return Map.of("runId", Long.toString(run.runId()));
    }
}

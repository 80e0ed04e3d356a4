package dev.nightshift.jobs.runs;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells how a company's run ended: an alert when it failed, a sign of life when it was done, which
 * also ends the alert of an earlier failure. The job {@code csv-import} raises {@code
 * NIGHTSHIFT_CSV_IMPORT_RUN_FAILED} and {@code NIGHTSHIFT_CSV_IMPORT_RUN_OK}. A run of the platform
 * itself has no company to tell it to. Thread-safe.
 */
final class RunAlerts {
    private static final String TAB = "NIGHTSHIFT";

    private final AlertService alerts;

    RunAlerts(AlertService alerts) {
        this.alerts = alerts;
    }

    void rested(RunRequest request, RunReport report) {
        CompanyId company = request.company();
        if (company == null) {
            return;
        }
        TenantContext context =
                new TenantContext(company, request.requestId(), request.job(), request.startedBy());
        String module = request.job().replace('-', '_').toUpperCase(Locale.ROOT);
        Map<String, String> run = Map.of("runId", Long.toString(report.runId()));
        String failed = "NIGHTSHIFT_%s_RUN_FAILED".formatted(module);
        if (report.state() == RunState.FAILED) {
            Map<String, String> facts = new HashMap<>(run);
            facts.put("failureCode", String.valueOf(report.failureCode()));
            alerts.sendAlert(
                    context,
                    Alert.of(
                                    failed,
                                    Severity.WARNING,
                                    "Run %d of %s failed with %s; see: nightshift runs show %d"
                                            .formatted(
                                                    report.runId(),
                                                    report.job(),
                                                    report.failureCode(),
                                                    report.runId()))
                            .withPlace(TAB, module)
                            .withMeta(facts));
        } else if (report.state() == RunState.COMPLETED) {
            alerts.sendAlert(
                    context,
                    Alert.of(
                                    "NIGHTSHIFT_%s_RUN_OK".formatted(module),
                                    Severity.INFO,
                                    "Run %d of %s is done.".formatted(report.runId(), report.job()))
                            .withEventType(EventType.IMPORTANT_EVENT)
                            .withPlace(TAB, module)
                            .withMeta(run)
                            .withResolves(failed));
        }
    }
}

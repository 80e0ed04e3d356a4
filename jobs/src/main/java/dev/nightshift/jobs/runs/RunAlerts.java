package dev.nightshift.jobs.runs;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.runs.store.StoredRun;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/**
 * Tells how runs ended: an alert when one failed or its process died, a sign of life when it was
 * done, which also ends the alert of an earlier failure. The job {@code csv-import} raises {@code
 * NIGHTSHIFT_CSV_IMPORT_RUN_FAILED} and {@code NIGHTSHIFT_CSV_IMPORT_RUN_OK}. Of a run of the
 * platform itself the service is told. Thread-safe.
 */
public final class RunAlerts {
    private static final String TAB = "NIGHTSHIFT";

    private final AlertService alerts;

    /** Through that adapter. */
    public RunAlerts(AlertService alerts) {
        this.alerts = alerts;
    }

    void rested(RunRequest request, RunReport report) {
        TenantContext context =
                context(request.company(), request.requestId(), request.job(), request.startedBy());
        if (report.state() == RunState.FAILED) {
            failed(context, request.job(), report.runId(), String.valueOf(report.failureCode()));
        } else if (report.state() == RunState.COMPLETED) {
            done(context, request.job(), report.runId());
        }
    }

    /** A run was found whose process is gone. */
    void died(StoredRun run) {
        String company = run.row().companyId();
        failed(
                context(
                        company == null ? null : new CompanyId(company),
                        run.requestId(),
                        run.row().job(),
                        run.row().startedBy()),
                run.row().job(),
                run.runId(),
                FailureCode.RUN_DIED.name());
    }

    /** A run failed, or one over many companies did for this one. */
    public void failed(TenantContext company, String job, long runId, String failureCode) {
        alerts.sendAlert(
                company,
                Alert.of(
                                "NIGHTSHIFT_%s_RUN_FAILED".formatted(module(job)),
                                Severity.WARNING,
                                "Run %d of %s failed with %s; see: nightshift runs show %d"
                                        .formatted(runId, job, failureCode, runId))
                        .withPlace(TAB, module(job))
                        .withMeta(
                                Map.of("runId", Long.toString(runId), "failureCode", failureCode)));
    }

    /** A run is done, or one over many companies is with this one. */
    public void done(TenantContext company, String job, long runId) {
        alerts.sendAlert(
                company,
                Alert.of(
                                "NIGHTSHIFT_%s_RUN_OK".formatted(module(job)),
                                Severity.INFO,
                                "Run %d of %s is done.".formatted(runId, job))
                        .withEventType(EventType.IMPORTANT_EVENT)
                        .withPlace(TAB, module(job))
                        .withMeta(Map.of("runId", Long.toString(runId)))
                        .withResolves("NIGHTSHIFT_%s_RUN_FAILED".formatted(module(job))));
    }

    private static String module(String job) {
        return job.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static TenantContext context(
            @Nullable CompanyId company, String requestId, String feature, String actor) {
        PlatformContext platform = new PlatformContext(requestId, feature, actor);
        return company == null ? platform.service() : platform.in(company);
    }
}

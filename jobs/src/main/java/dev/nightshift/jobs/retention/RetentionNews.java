package dev.nightshift.jobs.retention;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.Map;

/** Tells how retention went for a company. Thread-safe. */
final class RetentionNews {
    static final String FAILED = "NIGHTSHIFT_RETENTION_RUN_FAILED";
    static final String OK = "NIGHTSHIFT_RETENTION_RUN_OK";

    private static final String TAB = "NIGHTSHIFT";
    private static final String MODULE = "RETENTION";

    private final AlertService alerts;

    RetentionNews(AlertService alerts) {
        this.alerts = alerts;
    }

    void done(TenantContext company, long deleted) {
        alerts.sendAlert(
                company,
                Alert.of(
                                OK,
                                Severity.INFO,
                                "%d records that were kept long enough are deleted."
                                        .formatted(deleted))
                        .withEventType(EventType.IMPORTANT_EVENT)
                        .withPlace(TAB, MODULE)
                        .withResolves(FAILED));
    }

    void failed(TenantContext company, long runId, FailureCode code) {
        alerts.sendAlert(
                company,
                Alert.of(
                                FAILED,
                                Severity.WARNING,
                                "Old records could not be deleted (%s); see: nightshift runs show %d"
                                        .formatted(code, runId))
                        .withPlace(TAB, MODULE)
                        .withMeta(
                                Map.of("runId", Long.toString(runId), "failureCode", code.name())));
    }
}

package dev.nightshift.jobs.webhookredrive;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.Map;

/** Tells how sending again went for a company. Thread-safe. */
final class RedriveNews {
    static final String REFUSED = "NIGHTSHIFT_WEBHOOK_REDRIVE_RUN_REFUSED";
    static final String OK = "NIGHTSHIFT_WEBHOOK_REDRIVE_RUN_OK";

    private static final String TAB = "NIGHTSHIFT";
    private static final String MODULE = "WEBHOOK_REDRIVE";

    private final AlertService alerts;

    RedriveNews(AlertService alerts) {
        this.alerts = alerts;
    }

    /**
     * To be told when all were tried.
     *
     * @param left how many are failed still, whichever attempt of the run tried them
     */
    void done(TenantContext company, long runId, long left) {
        if (left > 0) {
            alerts.sendAlert(
                    company,
                    Alert.of(
                                    REFUSED,
                                    Severity.WARNING,
                                    "%d webhook events are failed still; see: nightshift runs show %d"
                                            .formatted(left, runId))
                            .withPlace(TAB, MODULE)
                            .withMeta(Map.of("runId", Long.toString(runId))));
            return;
        }
        alerts.sendAlert(
                company,
                Alert.of(OK, Severity.INFO, "No webhook event is left that failed.")
                        .withEventType(EventType.IMPORTANT_EVENT)
                        .withPlace(TAB, MODULE)
                        .withResolves(REFUSED));
    }
}

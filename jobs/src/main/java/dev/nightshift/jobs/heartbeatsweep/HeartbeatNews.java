package dev.nightshift.jobs.heartbeatsweep;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.heartbeats.HeartbeatStep;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.Map;

/**
 * Tells of operations that are missed or back. Each is a place of its own, so that the adapter does
 * not take one for the repetition of another. Thread-safe.
 */
final class HeartbeatNews {
    static final String RED = "NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RED";
    static final String RECOVERED = "NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RECOVERED";
    static final String FAILED = "NIGHTSHIFT_HEARTBEAT_SWEEP_RUN_FAILED";

    private final AlertService alerts;

    HeartbeatNews(AlertService alerts) {
        this.alerts = alerts;
    }

    void tell(TenantContext company, RegistryEntry entry, HeartbeatStep step) {
        switch (step.news()) {
            case NOTHING -> {}
            case RED ->
                    alerts.sendAlert(
                            company,
                            about(
                                    entry,
                                    RED,
                                    Severity.WARNING,
                                    EventType.FAILURE,
                                    "%s (%s) was not seen to succeed in time; it is due every %s."
                                            .formatted(
                                                    entry.feature(),
                                                    entry.id(),
                                                    entry.heartbeat().period())));
            case RECOVERED ->
                    alerts.sendAlert(
                            company,
                            about(
                                            entry,
                                            RECOVERED,
                                            Severity.INFO,
                                            EventType.IMPORTANT_EVENT,
                                            "%s (%s) succeeds again."
                                                    .formatted(entry.feature(), entry.id()))
                                    .withResolves(RED));
        }
    }

    /** The sweep could not look at that company. */
    void failed(TenantContext company) {
        alerts.sendAlert(
                company,
                Alert.of(
                        FAILED,
                        Severity.WARNING,
                        "The company's heartbeats could not be swept; the other companies' were."));
    }

    private static Alert about(
            RegistryEntry entry, String code, Severity severity, EventType type, String message) {
        return new Alert(
                code,
                severity,
                message,
                type,
                null,
                entry.feature(),
                entry.tab(),
                entry.module() + "." + entry.action(),
                null,
                null,
                null,
                null,
                Map.of("entry", entry.id(), "owner", entry.owner()),
                null);
    }
}

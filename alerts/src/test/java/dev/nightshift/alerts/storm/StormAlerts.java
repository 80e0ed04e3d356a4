package dev.nightshift.alerts.storm;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.List;
import java.util.Map;

/** What the companies raise, by number. */
final class StormAlerts {
    private record Kind(String code, Severity severity) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("NOTES_SAVE_DB_ERROR", Severity.WARNING),
                    new Kind("SPAM_FILTER_HEURISTICS_ENGINE_ERROR", Severity.CRITICAL),
                    new Kind("OVERVIEW_METRICS_FETCH_TIMEOUT", Severity.INFO));

    private StormAlerts() {}

    static TenantContext company(int number) {
        return new TenantContext(
                new CompanyId("storm-%04d".formatted(number)), "request-1", "storm", "storm");
    }

    static void send(AlertService alerts, long number, int companies) {
        Kind kind = KINDS.get((int) (number / companies % KINDS.size()));
        alerts.sendAlert(
                company((int) (number % companies)),
                Alert.of(kind.code(), kind.severity(), "It failed for the time " + number)
                        .withDetails("the store did not answer within 3000 ms")
                        .withMeta(Map.of("attempt", Long.toString(number))));
    }
}

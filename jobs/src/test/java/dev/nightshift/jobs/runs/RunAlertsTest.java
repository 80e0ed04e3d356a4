package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

class RunAlertsTest {
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");

    private final List<Alert> told = new ArrayList<>();
    private final List<String> whom = new ArrayList<>();
    private final RunAlerts alerts =
            new RunAlerts(
                    (context, alert) -> {
                        told.add(alert);
                        whom.add(context.companyId());
                    });

    private static RunReport report(RunState state, @Nullable String code) {
        return new RunReport(
                7, "csv-import", "demo", state, 1, Map.of(), 10, Map.of(), code, null, null);
    }

    @Test
    void aRunThatFailsRaisesItsAlert() {
        alerts.rested(
                RunRequest.forCompany("csv-import", DEMO, "key"),
                report(RunState.FAILED, "DISK_FULL"));

        assertThat(told)
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.code()).isEqualTo("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED");
                            assertThat(alert.severity()).isEqualTo(Severity.WARNING);
                            assertThat(alert.message())
                                    .contains("DISK_FULL", "nightshift runs show 7");
                            assertThat(alert.meta()).containsEntry("failureCode", "DISK_FULL");
                            assertThat(alert.resolves()).isNull();
                        });
    }

    @Test
    void aRunThatIsDoneGivesASignOfLife() {
        alerts.rested(
                RunRequest.forCompany("csv-import", DEMO, "key"), report(RunState.COMPLETED, null));

        assertThat(told)
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.code()).isEqualTo("NIGHTSHIFT_CSV_IMPORT_RUN_OK");
                            assertThat(alert.eventType()).isEqualTo(EventType.IMPORTANT_EVENT);
                            assertThat(alert.resolves())
                                    .isEqualTo("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED");
                        });
    }

    @Test
    void aRunThatWasStoppedTellsNothing() {
        alerts.rested(
                RunRequest.forCompany("csv-import", DEMO, "key"), report(RunState.STOPPED, null));

        assertThat(told).isEmpty();
    }

    @Test
    void ofARunWithoutACompanyTheServiceIsToldWhenItFails() {
        RunRequest sweep =
                new RunRequest(
                        "heartbeat-sweep",
                        null,
                        "key",
                        null,
                        Map.of(),
                        Set.of(),
                        "alice",
                        "request-1");
        alerts.rested(sweep, report(RunState.FAILED, "DISK_FULL"));

        assertThat(told)
                .extracting(Alert::code)
                .containsExactly("NIGHTSHIFT_HEARTBEAT_SWEEP_RUN_FAILED");
        assertThat(whom).containsExactly("nightshift");
    }
}

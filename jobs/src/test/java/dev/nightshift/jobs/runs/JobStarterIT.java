package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class JobStarterIT {
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");

    @Test
    void aRunCompletesAndIsRecorded() {
        Endpoints endpoints =
                new Endpoints("", "", "jdbc:h2:mem:first;DB_CLOSE_DELAY=-1", "sa", "", "test");
        try (Runs runs = Runs.open(endpoints, List.of(new CountingJob((run, number) -> {})))) {
            RunReport report =
                    runs.starter()
                            .start(
                                    RunRequest.forCompany(CountingJob.NAME, DEMO, "demo+abc")
                                            .with("batches", "5")
                                            .withSecret("password", "hidden"),
                                    RunListener.NONE);
            assertThat(report.state()).isEqualTo(RunState.COMPLETED);
            assertThat(report.counts()).isEqualTo(Map.of("counted", 5L));
            RunRow row = runs.registry().show(report.runId());
            assertThat(row.parameters()).containsEntry("password", "***");
        }
    }
}

package dev.nightshift.jobs.isolationtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.isolation.IsolationFinding;
import dev.nightshift.platform.isolation.IsolationReport;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

@Timeout(60)
class IsolationTestJobIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");

    private final List<String> told = new ArrayList<>();

    @Test
    void doorsThatHoldAreCountedAndNobodyIsTold() {
        RunReport report = run(new IsolationReport(77, List.of()));

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.counts()).containsEntry("doors", 77L).containsEntry("open", 0L);
        assertThat(told).isEmpty();
    }

    @Test
    void anOpenDoorFailsTheRunAndIsToldAsCritical() {
        RunReport report =
                run(
                        new IsolationReport(
                                77, List.of(new IsolationFinding("leads: count", "reached"))));

        assertThat(report.state()).isEqualTo(RunState.FAILED);
        assertThat(String.valueOf(report.failureCode())).isEqualTo("ISOLATION_BROKEN");
        assertThat(report.counts()).containsEntry("open", 1L);
        assertThat(told)
                .containsExactly(
                        "nightshift NIGHTSHIFT_ISOLATION_TEST_DOOR_OPEN CRITICAL One company"
                                + " reaches what is another's: leads: count.");
    }

    private RunReport run(IsolationReport found) {
        try (Runs runs =
                Runs.open(
                        EmbeddedStack.fresh().endpoints(),
                        List.of(
                                new IsolationTestJob(
                                        context -> found,
                                        (company, alert) ->
                                                told.add(
                                                        "%s %s %s %s"
                                                                .formatted(
                                                                        company.companyId(),
                                                                        alert.code(),
                                                                        alert.severity(),
                                                                        alert.message())))))) {
            return runs.starter().start(IsolationTestJob.request(CONTEXT), RunListener.NONE);
        }
    }
}

package dev.nightshift.jobs.isolationtest;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.isolation.IsolationFinding;
import dev.nightshift.platform.isolation.IsolationReport;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tries every door between two companies of test data, on the servers that are in use; a door that
 * does not hold fails the run and is told as critical. Begun again it tries all of them again.
 * Thread-safe.
 */
public final class IsolationTestJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "isolation-test";

    private static final String LEAK = "NIGHTSHIFT_ISOLATION_TEST_DOOR_OPEN";

    private final Function<PlatformContext, IsolationReport> trial;
    private final AlertService alerts;

    /**
     * @param trial tries the doors, and removes what it made
     */
    public IsolationTestJob(Function<PlatformContext, IsolationReport> trial, AlertService alerts) {
        this.trial = trial;
        this.alerts = alerts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        return run.job(
                new StepBuilder("try", run.repository())
                        .tasklet(
                                (contribution, chunk) -> {
                                    attempt(run);
                                    return RepeatStatus.FINISHED;
                                },
                                // It writes to the other stores only, and keeps nothing there.
                                new ResourcelessTransactionManager())
                        .build());
    }

    private void attempt(RunHandle run) {
        IsolationReport report = trial.apply(run.platform());
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("doors", (long) report.doors());
        counts.put("open", (long) report.findings().size());
        run.progress(new RunProgress(counts, report.doors(), (long) report.doors()));
        if (report.findings().isEmpty()) {
            return;
        }
        List<IsolationFinding> findings = report.findings();
        findings.forEach(found -> run.artefact("open/" + found.door(), found.detail()));
        String doors =
                findings.stream().map(IsolationFinding::door).collect(Collectors.joining(", "));
        alerts.sendAlert(
                run.platform().service(),
                Alert.of(
                                LEAK,
                                Severity.CRITICAL,
                                "One company reaches what is another's: %s.".formatted(doors))
                        .withPlace("NIGHTSHIFT", "ISOLATION_TEST")
                        .withMeta(Map.of("runId", Long.toString(run.runId()))));
        throw new NightshiftException(
                FailureCode.ISOLATION_BROKEN,
                "One company reaches what is another's by %d of %d doors: %s."
                        .formatted(findings.size(), report.doors(), doors),
                "Let nothing run until it is understood: nightshift schedules pause.");
    }

    /** A trial; one at a time. */
    public static RunRequest request(PlatformContext context) {
        return RunRequest.forPlatform(NAME, context, context.requestId()).exclusive(NAME);
    }
}

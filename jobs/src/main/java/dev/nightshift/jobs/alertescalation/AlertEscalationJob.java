package dev.nightshift.jobs.alertescalation;

import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import java.util.Map;
import java.util.function.Supplier;

/**
 * One pass over the alerts of all companies, suspended ones too: tells whoever is to be told now. A
 * pass that is repeated tells nobody twice; one that died is followed by the next. Thread-safe.
 */
public final class AlertEscalationJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "alert-escalation";

    private final Companies companies;
    private final Supplier<Escalations> escalations;

    /**
     * @param escalations made anew for each pass, so that contacts that were changed count
     */
    public AlertEscalationJob(Companies companies, Supplier<Escalations> escalations) {
        this.companies = companies;
        this.escalations = escalations;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        return run.job(
                new StepBuilder("escalate", run.repository())
                        .tasklet(
                                (contribution, chunk) -> {
                                    pass(run);
                                    return RepeatStatus.FINISHED;
                                },
                                // Messages take their time: no connection is held meanwhile.
                                new ResourcelessTransactionManager())
                        .build());
    }

    private void pass(RunHandle run) {
        PlatformContext platform = run.platform();
        Escalations.Outcome outcome =
                escalations
                        .get()
                        .pass(
                                companies.list(platform).stream()
                                        .map(company -> platform.in(company.id()))
                                        .toList());
        run.progress(
                new RunProgress(
                        Map.of(
                                "alerts", (long) outcome.alerts(),
                                "sent", (long) outcome.sent(),
                                "failed", (long) outcome.failed()),
                        outcome.alerts(),
                        (long) outcome.alerts()));
    }

    /** A pass; one at a time. */
    public static RunRequest request(PlatformContext context) {
        return RunRequest.forPlatform(NAME, context, "all companies");
    }
}

package dev.nightshift.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

@Timeout(60)
class RetainedRunsIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r-1", "test", "tester");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");

    /** Fails when it is asked to. */
    private static final class Work implements JobDefinition {
        @Override
        public String name() {
            return "work";
        }

        @Override
        public Job job(RunHandle run) {
            return run.job(
                    new StepBuilder("work", run.repository())
                            .tasklet(
                                    (contribution, chunk) -> {
                                        if (run.parameters().containsKey("fail")) {
                                            throw new IllegalStateException("as asked");
                                        }
                                        return RepeatStatus.FINISHED;
                                    },
                                    new ResourcelessTransactionManager())
                            .build());
        }
    }

    @Test
    void aCompanysOldRunsGoAndFailedOnesLater() {
        try (Runs runs = Runs.open(EmbeddedStack.fresh().endpoints(), List.of(new Work()))) {
            for (int n = 0; n < 120; n++) {
                start(runs, RunRequest.forCompany("work", CONTEXT.in(ACME), "a" + n));
            }
            long failed =
                    start(
                            runs,
                            RunRequest.forCompany("work", CONTEXT.in(ACME), "f").with("fail", "1"));
            long others = start(runs, RunRequest.forCompany("work", CONTEXT.in(BETA), "b"));
            long platform = start(runs, RunRequest.forPlatform("work", CONTEXT, "p"));
            age(runs, 100);
            long young = start(runs, RunRequest.forCompany("work", CONTEXT.in(ACME), "y"));
            RetainedRuns kind = new RetainedRuns(runs::registry);

            assertThat(kind.count(CONTEXT.in(ACME))).isEqualTo(120);
            assertThat(kind.delete(CONTEXT.in(ACME), 110)).isEqualTo(110);
            assertThat(kind.delete(CONTEXT.in(ACME), 110)).isEqualTo(10);
            assertThat(kind.delete(CONTEXT.in(ACME), 110)).isZero();
            assertThat(runs.registry().list(RunFilter.newest(10)))
                    .extracting(RunRow::runId)
                    .containsExactlyInAnyOrder(failed, others, platform, young);

            age(runs, 366);
            assertThat(kind.delete(CONTEXT.in(ACME), 10)).isEqualTo(2);
            assertThat(runs.registry().list(RunFilter.newest(10)))
                    .extracting(RunRow::runId)
                    .containsExactlyInAnyOrder(others, platform);
        }
    }

    private static long start(Runs runs, RunRequest request) {
        return runs.starter().start(request, RunListener.NONE).runId();
    }

    private static void age(Runs runs, int days) {
        JdbcClient.create(runs.store().dataSource())
                .sql(
                        "UPDATE ns_run SET ended_at = CURRENT_TIMESTAMP - INTERVAL '%d' SECOND"
                                .formatted(days * 86_400))
                .update();
    }
}

package dev.nightshift.jobs.companies;

import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

import java.util.Map;

/**
 * A job whose first attempt is paused as it asks, so many times by itself, whether it may go on.
 *
 * @param at the asking at which it is, from 1
 */
public record PausedAtCheckpoint(JobDefinition of, int at) implements JobDefinition {
    @Override
    public String name() {
        return of.name();
    }

    @Override
    public Job job(RunHandle run) {
        return of.job(run.attempt() == 1 ? new Handle(run, at) : run);
    }

    private static final class Handle implements RunHandle {
        private final RunHandle of;
        private int left;

        Handle(RunHandle of, int at) {
            this.of = of;
            this.left = at;
        }

        @Override
        public void checkpoint() throws JobInterruptedException {
            left--;
            if (left == 0) {
                of.pause("by the test");
            }
            of.checkpoint();
        }

        @Override
        public void confirm() throws JobInterruptedException {
            of.confirm();
        }

        @Override
        public void stop(String reason) {
            of.stop(reason);
        }

        @Override
        public long runId() {
            return of.runId();
        }

        @Override
        public int attempt() {
            return of.attempt();
        }

        @Override
        public Map<String, String> parameters() {
            return of.parameters();
        }

        @Override
        public TenantContext tenant() {
            return of.tenant();
        }

        @Override
        public PlatformContext platform() {
            return of.platform();
        }

        @Override
        public boolean stopRequested() {
            return of.stopRequested();
        }

        @Override
        public void pause(String reason) {
            of.pause(reason);
        }

        @Override
        public void progress(RunProgress progress) {
            of.progress(progress);
        }

        @Override
        public void artefact(String name, String value) {
            of.artefact(name, value);
        }

        @Override
        public JobRepository repository() {
            return of.repository();
        }

        @Override
        public PlatformTransactionManager transactions() {
            return of.transactions();
        }

        @Override
        public <I, O> ChunkOrientedStepBuilder<I, O> chunkStep(String name, int chunkSize) {
            return of.chunkStep(name, chunkSize);
        }

        @Override
        public Job job(Step first, Step... others) {
            return of.job(first, others);
        }
    }
}

package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A run for one task alone: it has no store of its own.
 *
 * @param asked whether it is to end
 * @param checked called at each checkpoint
 */
record OneRun(PlatformContext platform, BooleanSupplier asked, Runnable checked)
        implements RunHandle {
    /** One that nobody asks to end. */
    OneRun(PlatformContext platform) {
        this(platform, () -> false, () -> {});
    }

    @Override
    public long runId() {
        return 1;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public TenantContext tenant() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean stopRequested() {
        return asked.getAsBoolean();
    }

    @Override
    public void checkpoint() {
        checked.run();
    }

    @Override
    public void confirm() {
        checked.run();
    }

    @Override
    public void pause(String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void progress(RunProgress progress) {}

    @Override
    public void artefact(String name, String value) {}

    @Override
    public JobRepository repository() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PlatformTransactionManager transactions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <I, O> ChunkOrientedStepBuilder<I, O> chunkStep(String name, int chunkSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job job(Step first, Step... others) {
        throw new UnsupportedOperationException();
    }
}

package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.runs.store.RunTable;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.transaction.PlatformTransactionManager;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An attempt of a run in the process that holds it. Thread-safe. */
final class LiveRun implements RunHandle {
    private final long runId;
    private final int attempt;
    private final RunRequest request;
    private final Lease lease;
    private final RunTable table;
    private final BatchRuntime batch;
    private final Map<String, String> artefacts;
    private final Semaphore changes = new Semaphore(0);
    private volatile RunProgress progress;
    private volatile RunProgress saved;
    private volatile boolean stopRequested;
    private volatile boolean interrupted;
    private volatile boolean processEnding;
    private volatile boolean commitsPositions;
    private volatile String pauseReason = "";

    LiveRun(
            long runId,
            int attempt,
            RunRequest request,
            RunProgress progress,
            Map<String, String> artefacts,
            Lease lease,
            RunTable table,
            BatchRuntime batch) {
        this.runId = runId;
        this.attempt = attempt;
        this.request = request;
        this.progress = progress;
        this.saved = progress;
        this.artefacts = Collections.synchronizedMap(new LinkedHashMap<>(artefacts));
        this.lease = lease;
        this.table = table;
        this.batch = batch;
    }

    RunRequest request() {
        return request;
    }

    Lease lease() {
        return lease;
    }

    /** Ends the run at its next batch boundary. */
    void requestStop() {
        stopRequested = true;
        changes.release();
    }

    /** The same because the process is about to end. */
    void requestEndOfProcess() {
        processEnding = true;
        requestStop();
    }

    /** Whether it rests, or will, because its process is about to end. */
    boolean isProcessEnding() {
        return processEnding || interrupted;
    }

    /** Whether it was asked to; unlike {@link #stopRequested} for other threads than its own. */
    boolean isStopRequested() {
        return stopRequested;
    }

    /** Waits a while, shorter when something happened to the run. */
    void awaitChange(long millis) throws InterruptedException {
        if (changes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }

    /** Whether its thread was interrupted while it worked; the flag itself is cleared for JDBC. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** The progress to store at the end; null when the last batch's commit already stored it. */
    @org.jspecify.annotations.Nullable
    RunProgress progressToEndWith(boolean completed) {
        return completed || !commitsPositions ? progress : null;
    }

    Map<String, String> artefacts() {
        synchronized (artefacts) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(artefacts));
        }
    }

    /** Stores progress that no batch commits. */
    void saveProgress() {
        RunProgress latest = progress;
        if (!commitsPositions && !latest.equals(saved)) {
            table.progress(runId, lease.owner(), latest);
            saved = latest;
        }
    }

    @Override
    public long runId() {
        return runId;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Map<String, String> parameters() {
        return request.parameters();
    }

    @Override
    public TenantContext tenant() {
        CompanyId company = request.company();
        if (company == null) {
            throw new IllegalStateException("run %d works for no company".formatted(runId));
        }
        return platform().in(company);
    }

    @Override
    public PlatformContext platform() {
        return new PlatformContext(request.requestId(), request.job(), request.startedBy());
    }

    @Override
    public boolean stopRequested() {
        if (Thread.interrupted()) {
            interrupted = true;
            stopRequested = true;
        }
        return stopRequested;
    }

    @Override
    public void pause(String reason) {
        pauseReason = reason;
        if (table.moveOwn(runId, lease.owner(), RunState.PAUSING, reason)) {
            requestStop();
        }
    }

    @Override
    public void stop(String reason) {
        if (table.moveOwn(runId, lease.owner(), RunState.STOPPING, reason)) {
            requestStop();
        }
    }

    /** Why the job paused itself; empty when it did not. */
    String pauseReason() {
        return pauseReason;
    }

    @Override
    public void checkpoint() throws JobInterruptedException {
        lease.require();
        if (stopRequested()) {
            throw new JobInterruptedException("run %d was asked to end".formatted(runId));
        }
    }

    @Override
    public void confirm() throws JobInterruptedException {
        if (!lease.renew()) {
            throw lease.failure();
        }
        checkpoint();
    }

    private void checkpoint(StepExecution step) throws JobInterruptedException {
        lease.require();
        if (stopRequested()) {
            // Without this mark the step would count as COMPLETED: the policy only ends its loop.
            step.setTerminateOnly();
            throw new JobInterruptedException("run %d was asked to end".formatted(runId));
        }
    }

    @Override
    public void progress(RunProgress latest) {
        progress = latest;
    }

    @Override
    public void artefact(String name, String value) {
        artefacts.put(name, value);
    }

    @Override
    public JobRepository repository() {
        return batch.repository();
    }

    @Override
    public PlatformTransactionManager transactions() {
        return batch.transactions();
    }

    @Override
    public <I, O> ChunkOrientedStepBuilder<I, O> chunkStep(String name, int chunkSize) {
        commitsPositions = true;
        return new StepBuilder(name, batch.repository())
                        .<I, O>chunk(chunkSize)
                        .transactionManager(batch.transactions())
                        .interruptionPolicy(this::checkpoint)
                        .stream(new Fence());
    }

    @Override
    public Job job(Step first, Step... others) {
        SimpleJobBuilder job = new JobBuilder(request.job(), batch.repository()).start(first);
        for (Step step : others) {
            job.next(step);
        }
        return job.build();
    }

    /**
     * First of a step's streams, asked within the transaction that commits a position. The row it
     * writes is the one a recovery writes: either this commit or the recovery comes first, and when
     * it was the recovery, the position stays where it was.
     */
    private final class Fence implements ItemStream {
        @Override
        public void update(ExecutionContext context) {
            if (!table.progress(runId, lease.owner(), progress)) {
                lease.lose();
                throw lease.failure();
            }
        }
    }
}

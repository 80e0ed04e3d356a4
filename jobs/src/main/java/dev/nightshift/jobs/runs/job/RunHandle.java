package dev.nightshift.jobs.runs.job;

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

/** One attempt of a run, as its job sees it. Thread-safe. */
public interface RunHandle {
    /** The run's number, the same in every attempt. */
    long runId();

    /** 1 at the first start, one more at each restart. */
    int attempt();

    /**
     * The parameters by name. Secrets are here in the first attempt only: they are never stored, so
     * a job that needs one in a restart takes it from the settings.
     */
    Map<String, String> parameters();

    /**
     * The company the run works for.
     *
     * @throws IllegalStateException when it is a run of the platform itself
     */
    TenantContext tenant();

    /** The platform as the caller, for the few collections without a company. */
    PlatformContext platform();

    /** Whether the run was asked to stop or pause; cheap, for a loop's condition. */
    boolean stopRequested();

    /**
     * To be called before each batch by a job that makes its own loop; chunk steps do it by
     * themselves.
     *
     * @throws JobInterruptedException when the run was asked to stop or pause: let it pass
     * @throws dev.nightshift.platform.failure.NightshiftException LEASE_LOST when another process
     *     may have the run by now: write nothing more
     */
    void checkpoint() throws JobInterruptedException;

    /**
     * The same, for a job that found traces of another process at its work: the store is asked in
     * any case.
     */
    void confirm() throws JobInterruptedException;

    /**
     * Pauses the run at its next batch boundary, as an operator would: for a job that needs a
     * person before it goes on.
     *
     * @param reason kept with the run
     */
    void pause(String reason);

    /**
     * Stops the run at its next batch boundary, as an operator would: for a job that finds that it
     * was given up.
     *
     * @param reason kept with the run
     */
    void stop(String reason);

    /**
     * Says how far the run is. In a chunk step it is stored with the position of the batch, in the
     * same transaction; otherwise every few seconds and at the end.
     */
    void progress(RunProgress progress);

    /** Names something the run leaves behind, a file or an id, for its report. */
    void artefact(String name, String value);

    /** Where steps keep their executions and positions. */
    JobRepository repository();

    /** The relational store's transactions, which commit positions. */
    PlatformTransactionManager transactions();

    /**
     * A step of reader, optional processor and writer that ends at a batch boundary when the run is
     * stopped or paused, and commits no position once the run was given to another process.
     */
    <I, O> ChunkOrientedStepBuilder<I, O> chunkStep(String name, int chunkSize);

    /** A job of these steps, one after the other, under the run's job name. */
    Job job(Step first, Step... others);
}

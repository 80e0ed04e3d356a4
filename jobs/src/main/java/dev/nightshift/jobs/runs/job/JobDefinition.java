package dev.nightshift.jobs.runs.job;

import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;

import java.util.Map;
import java.util.Optional;

/**
 * A job that can be started by name. Thread-safe: several runs of it may be built at once.
 *
 * <p>A job commits its position with each batch, so that a run that was killed goes on behind the
 * last one; what it writes for a batch must be safe to repeat, because the batch in flight is.
 */
public interface JobDefinition {
    /** The name operators use, for example {@code csv-import}; part of the JSON contract. */
    String name();

    /**
     * Builds the job for one attempt of one run; what it holds is used by that attempt only. Steps
     * that move data in batches come from {@link RunHandle#chunkStep}.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException to fail the run before it begins
     */
    Job job(RunHandle run);

    /**
     * Refuses to begin, or to go on with, a run for now: before it is accepted, so that nothing of
     * a refused launch is left. What must not change between this and the work the job asks again
     * when it is built.
     *
     * @param parameters of the run
     * @throws dev.nightshift.platform.failure.NightshiftException says what stands against it
     */
    default void admit(PlatformContext context, Map<String, String> parameters) {}

    /**
     * Why a run of it that ended with its process goes on only when a person asks for it; empty
     * when it may go on by itself, which most may.
     */
    default Optional<String> heldBack(PlatformContext context, RunRow run) {
        return Optional.empty();
    }
}

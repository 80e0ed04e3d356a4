package dev.nightshift.jobs.housekeeping;

import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Removes what the relational store kept long enough, one kind after the other, and counts it by
 * kind. What is removed stays removed: a run that died is followed by the next. Thread-safe.
 */
public final class HousekeepingJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "housekeeping";

    /** Removes things of one kind; the parameters of the run say how old they must be. */
    public interface Chore extends ToLongFunction<Map<String, String>> {}

    private final Map<String, Chore> chores;

    /**
     * @param chores by the name of what each removes, as it is counted
     */
    public HousekeepingJob(Map<String, Chore> chores) {
        this.chores = new LinkedHashMap<>(chores);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        return run.job(
                new StepBuilder("remove", run.repository())
                        .tasklet(
                                (contribution, chunk) -> {
                                    remove(run);
                                    return RepeatStatus.FINISHED;
                                },
                                // Each kind commits by itself, a few at a time.
                                new ResourcelessTransactionManager())
                        .build());
    }

    private void remove(RunHandle run) throws Exception {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<String, Chore> chore : chores.entrySet()) {
            run.checkpoint();
            counts.put(chore.getKey(), chore.getValue().applyAsLong(run.parameters()));
            run.progress(new RunProgress(counts, counts.size(), (long) chores.size()));
        }
    }

    /** A run; one at a time. */
    public static RunRequest request(PlatformContext context, Map<String, String> parameters) {
        return RunRequest.forPlatform(NAME, context, NAME).with(parameters);
    }
}

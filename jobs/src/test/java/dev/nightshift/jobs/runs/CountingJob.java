package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.Map;
import java.util.Optional;

/** Counts to the parameter {@code batches}, one number a batch, and hands each to the test. */
final class CountingJob implements JobDefinition {
    /** What a batch does to the world. */
    interface Batch {
        void write(RunHandle run, long number) throws Exception;
    }

    static final String NAME = "counting";

    private final Batch batch;

    CountingJob(Batch batch) {
        this.batch = batch;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> heldBack(PlatformContext context, RunRow run) {
        return Optional.ofNullable(run.parameters().get("held"));
    }

    @Override
    public Job job(RunHandle run) {
        long total = Long.parseLong(run.parameters().getOrDefault("batches", "3"));
        return run.job(
                run.<Long, Long>chunkStep("count", 1)
                        .reader(new Numbers(total))
                        .writer(
                                numbers -> {
                                    for (long number : numbers) {
                                        batch.write(run, number);
                                        run.progress(
                                                new RunProgress(
                                                        Map.of("counted", number), number, total));
                                    }
                                })
                        .build());
    }

    private static final class Numbers implements ItemStreamReader<Long> {
        private final long total;
        private long last;

        Numbers(long total) {
            this.total = total;
        }

        @Override
        public void open(ExecutionContext context) {
            last = context.getLong("last", 0);
        }

        @Override
        public void update(ExecutionContext context) {
            context.putLong("last", last);
        }

        @Override
        public @Nullable Long read() {
            return last == total ? null : ++last;
        }
    }
}

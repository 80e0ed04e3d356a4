package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.jobs.runs.job.RunHandle;

import org.springframework.batch.core.job.JobInterruptedException;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The build of an index, which may take hours. A run that is to rest does not wait for it: MongoDB
 * goes on with it by itself, and whoever asks for the same index again waits for that build, or
 * finds the index there. Nothing else may be left so. Thread-safe.
 */
public final class LongBuild {
    private static final long TICK_MS = 100;

    private LongBuild() {}

    /**
     * Waits for the build.
     *
     * @param build safe to repeat; it goes on in a thread of its own when it is waited for no more
     * @throws JobInterruptedException when the run is to end
     */
    public static void await(RunHandle run, Runnable build)
            throws JobInterruptedException, InterruptedException {
        FutureTask<Boolean> built = new FutureTask<>(build, true);
        Thread.ofVirtual().name("index-build").start(built);
        while (true) {
            try {
                var _ = built.get(TICK_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException busy) {
                run.checkpoint();
            } catch (ExecutionException failed) {
                throw switch (failed.getCause()) {
                    case RuntimeException own -> own;
                    case Error error -> throw error;
                    case null, default -> new IllegalStateException(failed);
                };
            }
        }
    }
}

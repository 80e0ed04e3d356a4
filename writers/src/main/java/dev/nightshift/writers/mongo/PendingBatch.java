package dev.nightshift.writers.mongo;

import dev.nightshift.writers.mongo.merge.RowOutcome;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * A batch that was handed over and is not yet known to be written. Used by one thread, which starts
 * it once and then asks for its outcomes.
 */
public final class PendingBatch {
    private final BatchRun run;
    private final Executor executor;
    private final FutureTask<List<RowOutcome>> work;
    private @Nullable PendingBatch before;

    /**
     * A batch that comes behind another, looked up and planned as far as that one allows.
     *
     * @param begunBefore whether an attempt that died may have begun it
     * @param before the batch that may still be being written; null for the first
     */
    PendingBatch(
            BatchRun run, boolean begunBefore, @Nullable PendingBatch before, Executor executor) {
        this.run = run;
        this.executor = executor;
        this.work =
                new FutureTask<>(
                        () -> {
                            try {
                                return begunBefore ? run.resume() : run.start();
                            } finally {
                                run.ended();
                            }
                        });
        this.before = before != null && !before.work.isDone() ? before : null;
        if (!begunBefore) {
            if (this.before == null) {
                run.planAhead();
            } else {
                this.before.run.awaitKeys().ifPresent(run::planAheadBut);
            }
        }
    }

    /** Writes it; the batch before must be written. */
    public void start() {
        if (before != null && !before.run.isOneRound()) {
            run.forgetPlan();
        }
        before = null;
        executor.execute(work);
    }

    /**
     * The outcome of each row, in the order of the rows, once all of them are durable.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException when the store is away; the batch
     *     may be partly written, and has to be written again
     */
    public List<RowOutcome> outcomes() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException stop) {
                    // Nothing may move any more when this returns; the interrupt is passed on.
                    interrupted = true;
                } catch (ExecutionException failure) {
                    switch (failure.getCause()) {
                        case RuntimeException exception -> throw exception;
                        case Error error -> throw error;
                        case null, default -> throw new IllegalStateException(failure);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.nightshift.jobs.backfill.company;

import org.springframework.batch.core.job.JobInterruptedException;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Questions to the store that may take long, such as a count over a large company, or a page of a
 * filter that hardly anything matches. While one is under way the run is asked several times a
 * second whether it is to end; then the question is given up: its connection is closed, upon which
 * MongoDB ends what nobody waits for. Nothing but reads may be asked so. Thread-safe.
 */
final class Reads {
    private static final long TICK_MS = 100;

    private final Gate gate;

    /** What is asked whether the run is to end. */
    @FunctionalInterface
    interface Gate {
        /**
         * Lets pass, perhaps after a while.
         *
         * @throws JobInterruptedException when the run is to end
         */
        void proceed() throws JobInterruptedException, InterruptedException;
    }

    Reads(Gate gate) {
        this.gate = gate;
    }

    /**
     * The answer.
     *
     * @throws JobInterruptedException when the run is to end
     */
    <T> T read(Supplier<T> question) throws JobInterruptedException, InterruptedException {
        gate.proceed();
        FutureTask<T> answer = new FutureTask<>(question::get);
        // Blocked in a socket, a virtual thread can be interrupted; any other cannot.
        Thread asking = Thread.ofVirtual().name("backfill-read").start(answer);
        try {
            while (true) {
                try {
                    return answer.get(TICK_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException busy) {
                    gate.proceed();
                }
            }
        } catch (ExecutionException failed) {
            throw unchecked(failed);
        } finally {
            if (!answer.isDone()) {
                asking.interrupt();
            }
        }
    }

    private static RuntimeException unchecked(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException own -> own;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(failed);
        };
    }
}

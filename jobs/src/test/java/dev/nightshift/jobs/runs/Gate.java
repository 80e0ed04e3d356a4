package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.job.RunHandle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a test hold a run inside a batch, and see which batches were written. */
final class Gate implements CountingJob.Batch {
    private final Semaphore inside = new Semaphore(0);
    private final Semaphore mayLeave = new Semaphore(0);
    private final long closedAt;
    private final AtomicBoolean used = new AtomicBoolean();
    final List<Long> written = new CopyOnWriteArrayList<>();

    /** Closed once, at a batch; 0 for never. */
    Gate(long closedAt) {
        this.closedAt = closedAt;
    }

    @Override
    public void write(RunHandle run, long number) throws InterruptedException {
        written.add(number);
        if (number == closedAt && used.compareAndSet(false, true)) {
            inside.release();
            if (!mayLeave.tryAcquire(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never opened the gate");
            }
        }
    }

    void awaitInside() throws InterruptedException {
        if (!inside.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the run never came to the gate");
        }
    }

    void open() {
        mayLeave.release();
    }
}

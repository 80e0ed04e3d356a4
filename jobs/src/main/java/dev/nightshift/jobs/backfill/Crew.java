package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.load.Slots;
import dev.nightshift.platform.companies.Company;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The threads that work at the companies of one stage, each at one company after the other. Used by
 * one thread, which waits for them.
 */
final class Crew implements AutoCloseable {
    private final Slots slots;
    private final CompanyTask task;
    private final Queue<Company> queue;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch running;
    private volatile boolean closing;
    private volatile @Nullable Throwable fatal;

    private Crew(Collection<Company> companies, Slots slots, CompanyTask task) {
        this.queue = new ConcurrentLinkedQueue<>(companies);
        this.slots = slots;
        this.task = task;
        int size = Math.min(BackfillOptions.MOST_AT_ONCE, companies.size());
        this.running = new CountDownLatch(size);
        for (int i = 0; i < size; i++) {
            threads.add(Thread.ofPlatform().daemon().name("backfill-" + i).unstarted(this::work));
        }
    }

    static Crew at(Collection<Company> companies, Slots slots, CompanyTask task) {
        Crew crew = new Crew(companies, slots, task);
        crew.threads.forEach(Thread::start);
        return crew;
    }

    private void work() {
        try {
            while (!closing && !queue.isEmpty() && slots.take()) {
                try {
                    Company next = closing ? null : queue.poll();
                    if (next != null) {
                        task.work(next);
                    }
                } finally {
                    slots.release();
                }
            }
        } catch (JobInterruptedException | InterruptedException ending) {
            // Its position is kept.
            closing = true;
        } catch (RuntimeException | Error thrown) {
            fatal = thrown;
            closing = true;
        } finally {
            running.countDown();
        }
    }

    /** Waits for the end of all work, for a while; true when it has come. */
    boolean await(long millis) throws InterruptedException {
        return running.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Throws what no company can go on after. */
    void requireSound() {
        Throwable thrown = fatal;
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    /** Lets nobody begin another batch and waits until nothing moves. */
    @Override
    public void close() {
        closing = true;
        slots.close();
        boolean interrupted = false;
        while (running.getCount() > 0) {
            try {
                running.await();
            } catch (InterruptedException hurry) {
                // The batches in flight are worth more than the haste.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

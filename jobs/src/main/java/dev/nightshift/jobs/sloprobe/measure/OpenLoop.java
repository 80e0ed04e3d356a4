package dev.nightshift.jobs.sloprobe.measure;

import dev.nightshift.jobs.sloprobe.plan.Probing;
import dev.nightshift.platform.failure.NightshiftException;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Sends requests at a fixed pace, each on a thread of its own, so that a slow answer holds no later
 * request up. Time counts from the moment a request was due, not from when it was sent: what a
 * service that stands still would have made users wait is in the figures. Source for both: Tene,
 * "How NOT to Measure Latency" (the omission is called coordinated there). Thread-safe.
 */
public final class OpenLoop {
    /** The first request is due a little later, when the threads are there. */
    private static final long AHEAD = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Duration END = Duration.ofSeconds(2);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanos;
    private final BooleanSupplier stop;

    /**
     * @param nanos a clock that only goes forward
     * @param stop asked again and again whether to give up, or to end a flow
     */
    public OpenLoop(LongSupplier nanos, BooleanSupplier stop) {
        this.nanos = nanos;
        this.stop = stop;
    }

    /**
     * Sends requests and adds what became of them to the measurement, in this thread, until the
     * last is answered or too late. Nothing is added when it gives up.
     *
     * @param perSecond the pace
     * @throws InterruptedException when this thread is; nothing is added then
     */
    public void run(
            Measurement measurement,
            Operation operation,
            int count,
            int perSecond,
            Duration timeout)
            throws InterruptedException {
        int first = measurement.requests();
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        List<Sample> samples = new ArrayList<>(count);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long start = nanos.getAsLong() + AHEAD;
            List<Sent> requests = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long due = start + i * gap;
                int number = first + i;
                AtomicLong sent = new AtomicLong(due);
                requests.add(
                        new Sent(
                                due,
                                sent,
                                threads.submit(() -> one(operation, number, due, sent))));
            }
            for (Sent request : requests) {
                if (stop.getAsBoolean()) {
                    return;
                }
                samples.add(answer(request, timeout));
            }
        } finally {
            threads.shutdownNow();
            var _ = threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        }
        measurement.add(samples);
    }

    /**
     * Sends some requests that are not measured: what is set up once, such as a connection, is not
     * what a user waits for each time. Their numbers are behind those that are measured.
     *
     * @throws InterruptedException when this thread is
     */
    public void warmUp(Operation operation, Probing probing) throws InterruptedException {
        run(
                new Measurement(),
                number -> operation.request(probing.maxRequests() + number),
                Probing.WARM_UP,
                probing.perSecond(),
                probing.timeout());
    }

    /**
     * Sends requests at this pace, in this thread, until it is asked to stop; then waits for those
     * on their way. What is due while too many of them are on their way is not sent, and told all
     * the same: it would have waited at least until one of them was answered.
     *
     * @param told of each request, by any thread
     * @throws InterruptedException when this thread is; requests on their way are given up
     */
    public void flow(Operation operation, FlowTerms terms, FlowListener told)
            throws InterruptedException {
        long gap = TimeUnit.SECONDS.toNanos(1) / terms.perSecond();
        Semaphore room = new Semaphore(terms.mostAtOnce());
        Queue<Long> unsent = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long start = nanos.getAsLong() + AHEAD;
            for (int i = 0; isDue(start + i * gap); i++) {
                long due = start + i * gap;
                int number = i;
                if (room.tryAcquire()) {
                    threads.execute(
                            () -> {
                                try {
                                    AtomicLong sent = new AtomicLong(due);
                                    told.answered(due, one(operation, number, due, sent));
                                } finally {
                                    tell(unsent, told);
                                    room.release();
                                }
                            });
                } else {
                    unsent.add(due);
                }
            }
            var _ =
                    room.tryAcquire(
                            terms.mostAtOnce(), terms.patience().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            threads.shutdownNow();
            var _ = threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
            tell(unsent, told);
        }
    }

    private void tell(Queue<Long> unsent, FlowListener told) {
        long now = nanos.getAsLong();
        for (Long due = unsent.poll(); due != null; due = unsent.poll()) {
            told.notSent(due, Math.max(0, now - due));
        }
    }

    /** Waits until then; false when it is to stop. */
    private boolean isDue(long due) throws InterruptedException {
        long wait = due - nanos.getAsLong();
        while (wait > 0 && !stop.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(wait, LOOK));
            if (Thread.interrupted()) {
                throw new InterruptedException("a flow of requests is to end");
            }
            wait = due - nanos.getAsLong();
        }
        return !stop.getAsBoolean();
    }

    private record Sent(long due, AtomicLong at, Future<Sample> answer) {}

    private Sample one(Operation operation, int number, long due, AtomicLong sentAt) {
        long wait = due - nanos.getAsLong();
        while (wait > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(wait);
            wait = due - nanos.getAsLong();
        }
        long sent = nanos.getAsLong();
        sentAt.set(sent);
        if (Thread.currentThread().isInterrupted()) {
            return new Sample(sent - due, 0, null, Sample.TIMEOUT);
        }
        Operation.Answer answer;
        try {
            answer = operation.request(number);
        } catch (Exception failed) {
            long now = nanos.getAsLong();
            return new Sample(now - due, now - sent, null, why(failed));
        }
        long now = nanos.getAsLong();
        return new Sample(now - due, now - sent, answer, null);
    }

    private Sample answer(Sent request, Duration timeout) throws InterruptedException {
        long left = request.due() + timeout.toNanos() - nanos.getAsLong();
        try {
            Sample sample = request.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
            return sample.responseNanos() < timeout.toNanos() ? sample : late(request, timeout);
        } catch (TimeoutException | CancellationException tooLate) {
            request.answer().cancel(true);
            return late(request, timeout);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a request failed beyond its operation", broken);
        }
    }

    private Sample late(Sent request, Duration timeout) {
        long now = nanos.getAsLong();
        return new Sample(
                Math.max(timeout.toNanos(), now - request.due()),
                Math.max(0, now - request.at().get()),
                null,
                Sample.TIMEOUT);
    }

    private static String why(Exception failed) {
        return switch (failed) {
            case Operation.Failed known -> known.why();
            case NightshiftException known -> known.code().name();
            case ConnectException _ -> "REFUSED";
            case java.io.IOException _ -> "CONNECTION_BROKE";
            case InterruptedException _ -> Sample.TIMEOUT;
            default -> "INTERNAL";
        };
    }
}

package dev.nightshift.jobs.csvimport.batch;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Makes items on a thread of its own, a few ahead of the one who takes them, so that parsing and
 * writing overlap while memory stays bounded. One producer, one consumer; order is kept; a failure
 * of the producer reaches the consumer after the items made before it.
 */
final class ReadAhead<T> implements AutoCloseable {
    /** Makes the next item, null when there are no more; called on one thread only. */
    interface Source<T> {
        @Nullable T next() throws Exception;
    }

    private sealed interface Entry<T> {
        record Item<T>(T value) implements Entry<T> {}

        record End<T>() implements Entry<T> {}
    }

    private final BlockingQueue<Entry<T>> queue;
    private final FutureTask<@Nullable Void> production;
    private final Thread producer;
    private boolean ended;

    ReadAhead(String threadName, int ahead, Source<T> source) {
        this.queue = new ArrayBlockingQueue<>(ahead);
        this.production =
                new FutureTask<>(
                        () -> {
                            try {
                                for (T item = source.next(); item != null; item = source.next()) {
                                    queue.put(new Entry.Item<>(item));
                                }
                            } catch (InterruptedException closed) {
                                // Nobody takes the end any more, and the queue may be full.
                                Thread.currentThread().interrupt();
                                throw closed;
                            } finally {
                                putEnd();
                            }
                            return null;
                        });
        this.producer = Thread.ofPlatform().name(threadName).daemon().start(production);
    }

    private void putEnd() throws InterruptedException {
        if (!Thread.currentThread().isInterrupted()) {
            queue.put(new Entry.End<>());
        }
    }

    /**
     * The next item, null when there are no more.
     *
     * @throws Exception what the source threw
     */
    @Nullable T next() throws Exception {
        if (ended) {
            return null;
        }
        return switch (queue.take()) {
            case Entry.Item<T>(T value) -> value;
            case Entry.End<T>() -> {
                ended = true;
                rethrowFailure();
                yield null;
            }
        };
    }

    private void rethrowFailure() throws Exception {
        try {
            production.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw failure;
            }
        }
    }

    /** Ends the producer and waits until it touches nothing any more. */
    @Override
    public void close() {
        producer.interrupt();
        boolean interrupted = false;
        while (producer.isAlive()) {
            try {
                producer.join();
            } catch (InterruptedException stop) {
                // The source must be free before its file is closed; the interrupt is passed on.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

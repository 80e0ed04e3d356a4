package dev.nightshift.platform.question;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A question that may be answered late or never, such as one to a server. It is asked on a thread
 * of its own, so that whoever asks decides how long to wait, and may do something else meanwhile.
 * Thread-safe; several may wait for one answer.
 *
 * @param <T> the answer; never null
 */
public final class Question<T> {
    private final FutureTask<T> answer;

    private Question(FutureTask<T> answer) {
        this.answer = answer;
    }

    /**
     * Asks.
     *
     * @param thread that is started for it. Blocked in a socket, a virtual one can be interrupted;
     *     any other cannot, and waits on when the question is given up.
     */
    public static <T> Question<T> ask(Thread.Builder thread, Supplier<T> question) {
        FutureTask<T> answer = new FutureTask<>(question::get);
        thread.start(answer);
        return new Question<>(answer);
    }

    /** Whether it was answered, has failed or was given up: nobody waits any more. */
    public boolean isOver() {
        return answer.isDone();
    }

    /**
     * Waits for the answer; what the question threw is thrown here. May be called again.
     *
     * @param patience zero or less only looks
     * @return empty when there is no answer in time
     * @throws java.util.concurrent.CancellationException when it was given up
     */
    public Optional<T> within(Duration patience) throws InterruptedException {
        try {
            return Optional.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case RuntimeException own -> own;
                case Error error -> throw error;
                case null, default -> new IllegalStateException(failed);
            };
        }
    }

    /** Interrupts who asks, unless it is over. */
    public void giveUp() {
        answer.cancel(true);
    }
}

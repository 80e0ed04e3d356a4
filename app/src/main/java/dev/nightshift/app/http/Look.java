package dev.nightshift.app.http;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Looks at a server that may be away: whoever asks is answered in time, and one look is under way
 * at once, however many ask and however long it hangs. Thread-safe.
 *
 * @param <T> what is seen
 */
final class Look<T> {
    private static final Logger log = LoggerFactory.getLogger(Look.class);

    private final String name;
    private final Duration limit;
    private final Supplier<T> look;
    private @Nullable FutureTask<T> underWay;

    /**
     * A look.
     *
     * @param limit how long one who asks waits
     */
    Look(String name, Duration limit, Supplier<T> look) {
        this.name = name;
        this.limit = limit;
        this.look = look;
    }

    /** Begins to look, or joins who is looking; what it gives waits until the limit is over. */
    Supplier<Optional<T>> begin() {
        long deadline = System.nanoTime() + limit.toNanos();
        FutureTask<T> task = task();
        return () -> seen(task, deadline);
    }

    /** What is seen; empty when that failed, or was not done in time. */
    Optional<T> seen() {
        return begin().get();
    }

    private synchronized FutureTask<T> task() {
        FutureTask<T> task = underWay;
        if (task == null || task.isDone()) {
            task = new FutureTask<>(look::get);
            underWay = task;
            Thread.ofPlatform().daemon().name("look-" + name).start(task);
        }
        return task;
    }

    private Optional<T> seen(FutureTask<T> task, long deadline) {
        try {
            return Optional.of(task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException away) {
            log.atWarn().addKeyValue("event", "health.down").setCause(away.getCause()).log(name);
        } catch (TimeoutException late) {
            log.atWarn().addKeyValue("event", "health.late").log(name);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}

package dev.nightshift.app.cli.schedules;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.Endpoints;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sees that the embedded servers are there for a process that serves for days: they are started
 * again, where they were, when somebody ended them. Thread-safe.
 */
final class ServersWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServersWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<Endpoints> start;
    private final Endpoints used;
    private final Runnable onMoved;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("servers").unstarted(task));
    private volatile boolean moved;

    private ServersWatch(Supplier<Endpoints> start, Endpoints used, Runnable onMoved) {
        this.start = start;
        this.used = used;
        this.onMoved = onMoved;
    }

    /**
     * Watches from now on.
     *
     * @param start tells where the servers are, and starts those that are not
     * @param used where this process looks for them
     * @param onMoved is called when they are somewhere else and will not be found
     */
    static ServersWatch begin(Supplier<Endpoints> start, Endpoints used, Runnable onMoved) {
        ServersWatch watch = new ServersWatch(start, used, onMoved);
        var _ =
                watch.timer.scheduleWithFixedDelay(
                        watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Whether they are somewhere else by now. */
    boolean isMoved() {
        return moved;
    }

    void look() {
        try {
            if (!start.get().equals(used)) {
                log.atError().log("the embedded servers are at another address");
                moved = true;
                onMoved.run();
            }
        } catch (NightshiftException away) {
            log.atWarn().setCause(away).log("the embedded servers cannot be started");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package dev.nightshift.jobs.runs;

import dev.nightshift.platform.mongo.MongoMode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets runs that rest because MongoDB took no writes go on when it does again, also those of other
 * processes and of earlier ones; what a person paused stays where it is. Thread-safe.
 */
public final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ReadOnlyPauses pauses;
    private final Supplier<MongoMode> mode;
    private final String actor;
    private final Executor executor;
    private final AtomicInteger atWork = new AtomicInteger();

    /** Of these runs, by what MongoDB is seen to take; each goes on in a thread of its own. */
    public Recovery(ReadOnlyPauses pauses, Supplier<MongoMode> mode) {
        this(
                pauses,
                mode,
                "serve",
                Executors.newCachedThreadPool(
                        task -> Thread.ofPlatform().daemon().name("resumed").unstarted(task)));
    }

    /**
     * The same for another caller.
     *
     * @param actor who lets them go on
     * @param executor works at them
     */
    public Recovery(
            ReadOnlyPauses pauses, Supplier<MongoMode> mode, String actor, Executor executor) {
        this.pauses = pauses;
        this.mode = mode;
        this.actor = actor;
        this.executor = executor;
    }

    /** Looks now and every few seconds, until the timer ends. */
    public void watch(ScheduledExecutorService timer) {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Resumes what waits, unless MongoDB still takes no writes. */
    public void look() {
        try {
            if (mode.get() == MongoMode.READ_WRITE) {
                pauses.resume(actor, actor + "-recovery", this::execute);
            }
        } catch (RuntimeException away) {
            // The relational store may be away as well: the next look will tell.
            log.atWarn()
                    .addKeyValue("event", "runs.unresumed")
                    .setCause(away)
                    .log("Paused runs could not be looked for");
        }
    }

    private void execute(Runnable run) {
        atWork.incrementAndGet();
        try {
            executor.execute(
                    () -> {
                        try {
                            run.run();
                        } finally {
                            atWork.decrementAndGet();
                        }
                    });
        } catch (RuntimeException refused) {
            atWork.decrementAndGet();
            throw refused;
        }
    }

    /** Whether a resumed run is moving. */
    public boolean isAtWork() {
        return atWork.get() > 0;
    }
}

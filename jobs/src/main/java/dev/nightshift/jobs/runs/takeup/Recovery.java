package dev.nightshift.jobs.runs.takeup;

import dev.nightshift.platform.mongo.server.MongoMode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets runs go on that nobody rests on purpose: those that waited because MongoDB took no writes,
 * and those whose process died, of this process, of others and of earlier ones. What a person
 * stopped or paused stays where it is. Thread-safe.
 */
public final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    /** Between two looks. */
    public static final Duration EVERY = Duration.ofSeconds(2);

    private final ReadOnlyPauses pauses;
    private final Optional<LeftRuns> left;
    private final Supplier<MongoMode> mode;
    private final String actor;
    private final Executor executor;
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile boolean ended;

    /**
     * Of these runs; each goes on in a thread of its own.
     *
     * @param left empty to leave those alone whose process died
     * @param mode what MongoDB is seen to take
     */
    public Recovery(ReadOnlyPauses pauses, Optional<LeftRuns> left, Supplier<MongoMode> mode) {
        this(
                pauses,
                left,
                mode,
                "system",
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
            ReadOnlyPauses pauses,
            Optional<LeftRuns> left,
            Supplier<MongoMode> mode,
            String actor,
            Executor executor) {
        this.pauses = pauses;
        this.left = left;
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

    /** Goes on with what waits, unless MongoDB still takes no writes, or the process is to end. */
    public void look() {
        try {
            if (!ended && mode.get() == MongoMode.READ_WRITE) {
                pauses.resume(actor, actor + "-recovery", this::execute);
                left.ifPresent(runs -> runs.takeUp(actor, this::execute));
            }
        } catch (RuntimeException away) {
            // The relational store may be away as well: the next look will tell.
            log.atWarn()
                    .addKeyValue("event", "runs.unresumed")
                    .setCause(away)
                    .log("Runs that nobody works at could not be looked for");
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

    /** Nothing is taken up any more. */
    public void end() {
        ended = true;
    }

    /** Whether a run that was taken up is moving. */
    public boolean isAtWork() {
        return atWork.get() > 0;
    }
}

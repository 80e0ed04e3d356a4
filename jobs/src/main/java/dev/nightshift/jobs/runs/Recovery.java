package dev.nightshift.jobs.runs;

import dev.nightshift.platform.mongo.MongoMode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private final ThreadPoolExecutor atWork;

    /** Of these runs, by what MongoDB is seen to take. */
    public Recovery(ReadOnlyPauses pauses, Supplier<MongoMode> mode) {
        this.pauses = pauses;
        this.mode = mode;
        this.atWork =
                (ThreadPoolExecutor)
                        Executors.newCachedThreadPool(
                                task ->
                                        Thread.ofPlatform()
                                                .daemon()
                                                .name("resumed")
                                                .unstarted(task));
    }

    /** Looks now and every few seconds, until the timer ends. */
    public void watch(ScheduledExecutorService timer) {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Resumes what waits, unless MongoDB still takes no writes. */
    void look() {
        try {
            if (mode.get() == MongoMode.READ_WRITE) {
                pauses.resume("serve", "serve-recovery", atWork);
            }
        } catch (RuntimeException away) {
            // The relational store may be away as well: the next look will tell.
            log.atWarn()
                    .addKeyValue("event", "runs.unresumed")
                    .setCause(away)
                    .log("Paused runs could not be looked for");
        }
    }

    /** Whether a resumed run is moving. */
    public boolean isAtWork() {
        return atWork.getActiveCount() > 0;
    }
}

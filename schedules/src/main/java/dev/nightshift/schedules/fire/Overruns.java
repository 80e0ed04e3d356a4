package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.OverrunRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Notices what is at work for longer than its schedule allows. Thread-safe. */
public final class Overruns {
    private static final Logger log = LoggerFactory.getLogger(Overruns.class);

    /** Asks a run to stop at its next batch. */
    @FunctionalInterface
    public interface Stopper {
        void stop(long runId, String actor);
    }

    /** Ends a watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private final ScheduledExecutorService timer;
    private final ScheduleHistory history;
    private final Recipients recipients;
    private final ScheduleAlerts alerts;
    private final Stopper stopper;

    /**
     * @param timer the caller's; what happens there is short
     */
    public Overruns(
            ScheduledExecutorService timer,
            ScheduleHistory history,
            Recipients recipients,
            ScheduleAlerts alerts,
            Stopper stopper) {
        this.timer = timer;
        this.history = history;
        this.recipients = recipients;
        this.alerts = alerts;
        this.stopper = stopper;
    }

    Watch watch(Schedule schedule, PlatformContext context, Entry entry, LongSupplier newestRun) {
        ScheduledFuture<?> due =
                timer.schedule(
                        () -> overran(schedule, context, entry, newestRun.getAsLong()),
                        schedule.longest().toMillis(),
                        TimeUnit.MILLISECONDS);
        return () -> due.cancel(false);
    }

    private void overran(Schedule schedule, PlatformContext context, Entry entry, long run) {
        try {
            boolean stops = schedule.overrun() == OverrunRule.STOP && run > 0;
            String detail =
                    "longer at work than %s%s"
                            .formatted(
                                    schedule.longest(),
                                    stops ? "; run %d was asked to stop".formatted(run) : "");
            history.record(entry, Event.OVERRAN, detail);
            if (stops) {
                stopper.stop(run, schedule.actor());
            }
            alerts.tell(
                    context,
                    recipients.of(schedule, context),
                    schedule,
                    Trouble.OVERRAN,
                    "The schedule %s is %s.".formatted(schedule.name(), detail));
        } catch (NightshiftException unreachable) {
            log.atError()
                    .addKeyValue("schedule", schedule.name())
                    .setCause(unreachable)
                    .log("schedule.overrun_untold");
        }
    }
}

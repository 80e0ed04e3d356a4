package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.OverrunRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices what is at work for longer than its schedule allows: writes it down and tells of it,
 * until both was possible; then stops it, and what it begins afterwards, where its rule says so.
 * Thread-safe.
 */
public final class Overruns {
    private static final Logger log = LoggerFactory.getLogger(Overruns.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** Asks a run to stop at its next batch. */
    @FunctionalInterface
    public interface Stopper {
        void stop(long runId, String actor);
    }

    /** What is watched. */
    interface Work {
        /** Its runs that may be at work. */
        Set<Long> runs();

        /** Nothing more of it begins. */
        void end();
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

    Watch watch(Schedule schedule, PlatformContext context, Entry entry, Work work) {
        Watching watching = new Watching(schedule, context, entry, work);
        watching.in(schedule.longest());
        return watching;
    }

    private final class Watching implements Watch {
        private final Schedule schedule;
        private final PlatformContext context;
        private final Entry entry;
        private final Work work;
        private final String detail;
        private final Set<Long> asked = new HashSet<>();
        private boolean written;
        private boolean told;
        private boolean over;
        private @Nullable Future<?> next;

        Watching(Schedule schedule, PlatformContext context, Entry entry, Work work) {
            this.schedule = schedule;
            this.context = context;
            this.entry = entry;
            this.work = work;
            this.detail =
                    "longer at work than %s%s"
                            .formatted(
                                    schedule.longest(),
                                    stops()
                                            ? "; what runs is asked to stop, and nothing more"
                                                    + " begins"
                                            : "");
        }

        private boolean stops() {
            return schedule.overrun() == OverrunRule.STOP;
        }

        synchronized void in(Duration time) {
            if (!over) {
                next = timer.schedule(this::overran, time.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public synchronized void close() {
            over = true;
            if (next != null) {
                next.cancel(false);
            }
        }

        private void overran() {
            if (stops()) {
                work.end();
            }
            written = written || done(() -> history.record(entry, Event.OVERRAN, detail));
            told = told || done(this::tell);
            if (stops()) {
                work.runs().stream().filter(run -> !asked.contains(run)).forEach(this::stop);
            }
            // A run may begin just while the one before it is asked to stop.
            if (stops() || !written || !told) {
                in(AGAIN);
            }
        }

        private void tell() {
            alerts.tell(
                    context,
                    recipients.of(schedule, context),
                    schedule,
                    Trouble.OVERRAN,
                    "The schedule %s is %s.".formatted(schedule.name(), detail));
        }

        private void stop(long run) {
            if (done(() -> stopper.stop(run, schedule.actor()))) {
                asked.add(run);
            }
        }

        private boolean done(Runnable part) {
            try {
                part.run();
                return true;
            } catch (NightshiftException refused) {
                // A run that has ended meanwhile needs no stop.
                return refused.code() == FailureCode.RUN_STATE || failed(refused);
            } catch (RuntimeException away) {
                return failed(away);
            }
        }

        private boolean failed(RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("schedule", schedule.name())
                    .setCause(failure)
                    .log("schedule.overrun_untold");
            return false;
        }
    }
}

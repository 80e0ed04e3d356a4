package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.OverlapRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;
import dev.nightshift.schedules.history.ScheduleStates;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The bridge from a time that is due to its runs: who may run, whom it waits for, what is told.
 * Thread-safe, across processes too: what may be at work once is claimed in the relational store.
 */
public final class Firing {
    private static final Logger log = LoggerFactory.getLogger(Firing.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ScheduleHistory history;
    private final ScheduleStates states;
    private final Map<ScheduledJob, Launcher> launchers;
    private final Recipients recipients;
    private final ScheduleAlerts alerts;
    private final Overruns overruns;
    private final SignsOfLife signs;
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile boolean cut;
    private final Ending ending = new Ending();

    /**
     * Puts the bridge together.
     *
     * @param launchers one for each job
     */
    public Firing(
            ScheduleHistory history,
            ScheduleStates states,
            Map<ScheduledJob, Launcher> launchers,
            Recipients recipients,
            ScheduleAlerts alerts,
            Overruns overruns,
            SignsOfLife signs) {
        for (ScheduledJob job : ScheduledJob.values()) {
            if (!launchers.containsKey(job)) {
                throw new IllegalArgumentException("nothing launches " + job.jobName());
            }
        }
        this.history = history;
        this.states = states;
        this.launchers = Map.copyOf(launchers);
        this.recipients = recipients;
        this.alerts = alerts;
        this.overruns = overruns;
        this.signs = signs;
    }

    /**
     * Runs a schedule in this thread, until it rests. What goes wrong is recorded and told; only a
     * relational store that is away is thrown.
     *
     * @param only the one company; empty for those of the schedule
     */
    public void fire(Schedule schedule, Instant due, Cause cause, Optional<CompanyId> only) {
        atWork.incrementAndGet();
        try {
            fired(schedule, due, cause, only);
        } finally {
            atWork.decrementAndGet();
        }
    }

    /**
     * The same in a thread of its own: what is long at work keeps nothing else that is due waiting.
     * How many there are is bounded by the rules of overlap.
     */
    public void fireAside(Schedule schedule, Instant due) {
        aside(schedule, () -> fired(schedule, due, Cause.CRON, Optional.empty()));
    }

    private void aside(Schedule schedule, Runnable work) {
        atWork.incrementAndGet();
        Thread.ofPlatform()
                .name("schedule-" + schedule.name())
                .daemon()
                .start(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException failed) {
                                log.atError()
                                        .addKeyValue("schedule", schedule.name())
                                        .setCause(failed)
                                        .log("schedule.failed");
                            } finally {
                                atWork.decrementAndGet();
                            }
                        });
    }

    private void fired(Schedule schedule, Instant due, Cause cause, Optional<CompanyId> only) {
        PlatformContext context = context(schedule);
        if (vetoed(schedule, context, due, cause)) {
            return;
        }
        if (schedule.job().scope() == ScheduledJob.Scope.PLATFORM) {
            work(schedule, context, new Entry(schedule.name(), due, cause, null), List.of());
            return;
        }
        List<CompanyId> companies;
        try {
            companies = only.isPresent() ? List.of(only.get()) : recipients.of(schedule, context);
        } catch (NightshiftException unknown) {
            Entry entry = new Entry(schedule.name(), due, cause, null);
            if (history.record(entry, Event.FAILED, unknown.message())) {
                alerts.tellService(
                        context,
                        schedule,
                        Trouble.FAILED,
                        "The schedule %s failed: %s".formatted(schedule.name(), unknown.message()));
            }
            return;
        }
        if (schedule.overlap() == OverlapRule.ONE_PER_COMPANY || only.isPresent()) {
            RuntimeException broken = null;
            for (CompanyId company : companies) {
                Entry own = new Entry(schedule.name(), due, cause, company.value());
                try {
                    work(schedule, context, own, List.of(company));
                } catch (RuntimeException one) {
                    // The others have their turn.
                    broken = one;
                }
            }
            if (broken != null) {
                throw broken;
            }
        } else {
            work(schedule, context, new Entry(schedule.name(), due, cause, null), companies);
        }
    }

    /**
     * Takes up what was stopped, or whose process died; each in a thread of its own. Nothing when
     * this process is about to end; what belongs to a schedule that is paused waits.
     */
    public List<HistoryRow> goOn(Schedules table) {
        if (ending.hasCome()) {
            return List.of();
        }
        history.bury();
        List<HistoryRow> taken =
                history.toGoOn().stream()
                        .filter(row -> table.find(row.schedule()).isPresent())
                        .filter(row -> pausedBy(row.schedule(), row.cause()).isEmpty())
                        .filter(history::takeUp)
                        .toList();
        for (HistoryRow row : taken) {
            Schedule schedule = table.show(row.schedule());
            Entry entry = new Entry(row.schedule(), row.due(), row.cause(), row.companyId());
            aside(schedule, () -> goOn(schedule, entry, row));
        }
        return taken;
    }

    private void goOn(Schedule schedule, Entry entry, HistoryRow row) {
        PlatformContext context = context(schedule);
        String company = row.companyId();
        through(
                schedule,
                context,
                row.id(),
                () -> {
                    List<CompanyId> companies =
                            company == null
                                    ? companiesOf(schedule, context)
                                    : List.of(new CompanyId(company));
                    return course(schedule, context, entry, row.id()).from(row, companies).go();
                });
    }

    private void through(
            Schedule schedule, PlatformContext context, long id, Supplier<Event> course) {
        try (var _ = signs.of(id)) {
            note(course.get());
        } catch (RuntimeException broken) {
            broken(schedule, context, id, broken);
            throw broken;
        }
    }

    /** A row never stays at work when nobody is; where that cannot be written, its lease lapses. */
    private void broken(
            Schedule schedule, PlatformContext context, long id, RuntimeException failure) {
        boolean lost = Away.is(failure);
        String detail =
                failure instanceof NightshiftException known
                        ? known.message()
                        : lost
                                ? "the relational store did not answer"
                                : "it broke; the log has the details";
        try {
            history.end(id, lost ? Event.LOST : Event.FAILED, detail);
        } catch (RuntimeException away) {
            failure.addSuppressed(away);
        }
        if (!lost) {
            tell(schedule, context, Trouble.FAILED, "failed: " + detail);
        }
    }

    private void note(Event end) {
        if (end == Event.STOPPED) {
            cut = true;
        }
    }

    /** Whether something was stopped before it was done, and goes on when a process serves. */
    public boolean wasCut() {
        return cut;
    }

    /** Whether something is at work, or waits to be. */
    public boolean isAtWork() {
        return atWork.get() > 0;
    }

    /** Nothing begins any more; what is at work stops at its next company. */
    public void end() {
        ending.come();
    }

    private List<CompanyId> companiesOf(Schedule schedule, PlatformContext context) {
        return schedule.job().scope() == ScheduledJob.Scope.PLATFORM
                ? List.of()
                : recipients.of(schedule, context);
    }

    private boolean vetoed(Schedule schedule, PlatformContext context, Instant due, Cause cause) {
        String reason = pausedBy(schedule.name(), cause);
        Entry entry = new Entry(schedule.name(), due, cause, null);
        if (reason.isEmpty() && ending.hasCome()) {
            if (cause == Cause.CRON && !goesOnAnyway(schedule)) {
                history.record(entry, Event.STOPPED, "its process was about to end");
                note(Event.STOPPED);
                return true;
            }
            reason = "its process was about to end";
        }
        if (reason.isEmpty()) {
            return false;
        }
        if (history.record(entry, Event.VETOED, reason)) {
            tell(schedule, context, Trouble.VETOED, "did not run: " + reason);
        }
        return true;
    }

    /** Whether an earlier time of it is still at work, or goes on when a process serves. */
    private boolean goesOnAnyway(Schedule schedule) {
        return !history.atWork(schedule.name()).isEmpty()
                || history.toGoOn().stream()
                        .anyMatch(row -> row.schedule().equals(schedule.name()));
    }

    /** Empty when it may run; what people ask for may run at any time. */
    private String pausedBy(String schedule, Cause cause) {
        return cause == Cause.MANUAL
                ? ""
                : states.find(schedule)
                        .filter(ScheduleStates.State::isPaused)
                        .map(state -> "paused by %s".formatted(state.pausedBy()))
                        .orElse("");
    }

    private void work(
            Schedule schedule, PlatformContext context, Entry entry, List<CompanyId> companies) {
        history.bury();
        OptionalLong claimed = history.claim(entry, false);
        boolean queued = claimed.isEmpty();
        if (claimed.isEmpty()) {
            if (history.refusal(entry) == ScheduleHistory.Refusal.REPEATED) {
                log.atWarn()
                        .addKeyValue("schedule", schedule.name())
                        .addKeyValue("event", "schedule.repeated")
                        .log("This time was taken up before");
                return;
            }
            if (schedule.overlap() != OverlapRule.QUEUE) {
                skipped(schedule, context, entry, "an earlier time of it is still at work");
                return;
            }
            claimed = history.claim(entry, true);
            if (claimed.isEmpty()) {
                skipped(schedule, context, entry, "another time of it waits already");
                return;
            }
        }
        long id = claimed.getAsLong();
        through(
                schedule,
                context,
                id,
                () -> {
                    if (queued && !awaitTurn(id, entry)) {
                        history.end(id, Event.STOPPED, "its process ended while it waited");
                        return Event.STOPPED;
                    }
                    return course(schedule, context, entry, id).over(companies).go();
                });
    }

    private boolean awaitTurn(long id, Entry entry) {
        while (!ending.comesWithin(POLL)) {
            history.bury();
            if (history.begin(id, entry)) {
                return true;
            }
        }
        return false;
    }

    private void skipped(Schedule schedule, PlatformContext context, Entry entry, String reason) {
        history.record(entry, Event.SKIPPED, reason);
        tell(schedule, context, Trouble.SKIPPED, "was skipped: " + reason);
    }

    /** Tells everybody whom a schedule works for. */
    public void tell(Schedule schedule, PlatformContext context, Trouble trouble, String what) {
        try {
            alerts.tell(
                    context,
                    companiesOf(schedule, context),
                    schedule,
                    trouble,
                    "The schedule %s %s.".formatted(schedule.name(), what));
        } catch (NightshiftException unreachable) {
            log.atError().setCause(unreachable).log("schedule.untold");
        }
    }

    private Course course(Schedule schedule, PlatformContext context, Entry entry, long id) {
        return new Course(
                new Course.Surroundings(
                        history,
                        java.util.Objects.requireNonNull(launchers.get(schedule.job())),
                        alerts,
                        overruns,
                        ending),
                schedule,
                context,
                entry,
                id);
    }

    /** A schedule as the caller of a new request. */
    public static PlatformContext context(Schedule schedule) {
        return new PlatformContext(
                UUID.randomUUID().toString(), schedule.job().jobName(), schedule.actor());
    }
}

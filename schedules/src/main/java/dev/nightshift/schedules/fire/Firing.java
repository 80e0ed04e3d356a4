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
import dev.nightshift.schedules.history.Hold;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.launch.Launcher;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int TRIES = 120;

    private final ScheduleHistory history;
    private final ScheduleStates states;
    private final Recipients recipients;
    private final ScheduleAlerts alerts;
    private final Turns turns;
    private final AtomicInteger atWork = new AtomicInteger();
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
        this.recipients = recipients;
        this.alerts = alerts;
        this.turns =
                new Turns(
                        history,
                        Map.copyOf(launchers),
                        recipients,
                        alerts,
                        overruns,
                        signs,
                        ending);
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
        if (patiently(() -> vetoed(schedule, context, due, cause))) {
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
        if (only.isPresent()) {
            String one = only.get().value();
            work(schedule, context, new Entry(schedule.name(), due, cause, one), companies);
        } else if (schedule.overlap() == OverlapRule.ONE_PER_COMPANY) {
            each(schedule, context, new Entry(schedule.name(), due, cause, null), companies);
        } else {
            work(schedule, context, new Entry(schedule.name(), due, cause, null), companies);
        }
    }

    /** A row for each company is there before the first has its turn: none is forgotten. */
    private void each(
            Schedule schedule, PlatformContext context, Entry time, List<CompanyId> companies) {
        Map<String, Hold> rows =
                patiently(
                        () -> {
                            history.bury();
                            return history.claimEach(
                                    time, companies.stream().map(CompanyId::value).toList());
                        });
        List<Turn> rounds = new ArrayList<>();
        List<Entry> refused = new ArrayList<>();
        for (CompanyId company : companies) {
            Entry own = new Entry(time.schedule(), time.due(), time.cause(), company.value());
            Hold hold = rows.get(company.value());
            if (hold == null) {
                refused.add(own);
            } else {
                rounds.add(turns.of(schedule, context, own, hold, List.of(company)));
            }
        }
        try {
            refused.forEach(own -> refused(schedule, context, own, List.of()));
        } finally {
            new Round(ending).go(rounds);
        }
    }

    /**
     * Takes up what was stopped, or whose process died; each time in a thread of its own. Nothing
     * when this process is about to end; what belongs to a schedule that is paused or disabled
     * waits.
     */
    public List<HistoryRow> goOn(Schedules table) {
        if (ending.hasCome()) {
            return List.of();
        }
        history.bury();
        List<Taken> taken =
                history.toGoOn().stream()
                        .filter(row -> goesOn(table, row))
                        .filter(row -> pausedBy(row.schedule(), row.cause()).isEmpty())
                        .flatMap(row -> history.takeUp(row).map(of -> new Taken(row, of)).stream())
                        .toList();
        Map<List<Object>, List<Taken>> times = new LinkedHashMap<>();
        for (Taken one : taken) {
            HistoryRow row = one.row();
            times.computeIfAbsent(
                            List.of(row.schedule(), row.due(), row.cause()),
                            time -> new ArrayList<>())
                    .add(one);
        }
        for (List<Taken> rows : times.values()) {
            Schedule schedule = table.show(rows.getFirst().row().schedule());
            PlatformContext context = context(schedule);
            List<Turn> all =
                    rows.stream()
                            .map(one -> turns.continued(schedule, context, one.row(), one.hold()))
                            .toList();
            aside(schedule, () -> new Round(ending).go(all));
        }
        return taken.stream().map(Taken::row).toList();
    }

    private record Taken(HistoryRow row, Hold hold) {}

    private static boolean goesOn(Schedules table, HistoryRow row) {
        return table.find(row.schedule())
                .filter(schedule -> schedule.enabled() || row.cause() == Cause.MANUAL)
                .isPresent();
    }

    /** What is safe to repeat is repeated while the relational store is away, for a minute. */
    private <T> T patiently(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (DataAccessException away) {
                if (tries == TRIES || ending.comesWithin(POLL)) {
                    throw away;
                }
            }
        }
    }

    /** Whether something was stopped before it was done, and goes on when a process serves. */
    public boolean wasCut() {
        return turns.wasCut();
    }

    /** Whether something is at work, or waits to be. */
    public boolean isAtWork() {
        return atWork.get() > 0;
    }

    /** Nothing begins any more; what is at work stops at its next company. */
    public void end() {
        ending.come();
    }

    private boolean vetoed(Schedule schedule, PlatformContext context, Instant due, Cause cause) {
        String reason = pausedBy(schedule.name(), cause);
        Entry entry = new Entry(schedule.name(), due, cause, null);
        if (reason.isEmpty() && ending.hasCome()) {
            if (cause == Cause.CRON && !goesOnAnyway(schedule)) {
                history.record(entry, Event.STOPPED, Turns.ABOUT_TO_END);
                turns.note(Event.STOPPED);
                return true;
            }
            reason = Turns.ABOUT_TO_END;
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
        Optional<Hold> claimed =
                patiently(
                        () -> {
                            history.bury();
                            return history.claim(entry, false);
                        });
        if (claimed.isEmpty()) {
            refused(schedule, context, entry, companies);
        } else {
            new Round(ending)
                    .go(List.of(turns.begun(schedule, context, entry, claimed.get(), companies)));
        }
    }

    private void refused(
            Schedule schedule, PlatformContext context, Entry entry, List<CompanyId> companies) {
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
        Optional<Hold> queued = history.claim(entry, true);
        if (queued.isEmpty()) {
            skipped(schedule, context, entry, "another time of it waits already");
            return;
        }
        new Round(ending)
                .go(List.of(turns.queued(schedule, context, entry, queued.get(), companies)));
    }

    private void skipped(Schedule schedule, PlatformContext context, Entry entry, String reason) {
        history.record(entry, Event.SKIPPED, reason);
        String company = entry.company();
        String what = "was skipped: " + reason;
        if (company == null) {
            tell(schedule, context, Trouble.SKIPPED, what);
        } else {
            tell(schedule, context, List.of(new CompanyId(company)), Trouble.SKIPPED, what);
        }
    }

    /** Tells everybody whom a schedule works for. */
    public void tell(Schedule schedule, PlatformContext context, Trouble trouble, String what) {
        try {
            tell(schedule, context, recipients.all(schedule, context), trouble, what);
        } catch (NightshiftException unreachable) {
            log.atError().setCause(unreachable).log("schedule.untold");
        }
    }

    private void tell(
            Schedule schedule,
            PlatformContext context,
            List<CompanyId> companies,
            Trouble trouble,
            String what) {
        alerts.tell(
                context,
                companies,
                schedule,
                trouble,
                "The schedule %s %s.".formatted(schedule.name(), what));
    }

    /** A schedule as the caller of a new request. */
    public static PlatformContext context(Schedule schedule) {
        return new PlatformContext(
                UUID.randomUUID().toString(), schedule.job().jobName(), schedule.actor());
    }
}

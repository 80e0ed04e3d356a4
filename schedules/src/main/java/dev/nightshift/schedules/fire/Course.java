package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.Hold;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;
import dev.nightshift.schedules.launch.Launcher;
import dev.nightshift.schedules.launch.Order;
import dev.nightshift.schedules.launch.Outcome;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * One row of the history on its way through its companies. A company whose run somebody paused lets
 * the others pass. Used by one thread, and watched by another.
 */
final class Course implements Overruns.Work, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Course.class);
    static final Duration LOOK = Duration.ofSeconds(1);

    /** What it works with. */
    record Surroundings(
            ScheduleHistory history,
            Launcher launcher,
            ScheduleAlerts alerts,
            Overruns overruns,
            Ending ending) {}

    private record Resting(@Nullable CompanyId company, long run, Outcome first) {}

    private final Surroundings with;
    private final Schedule schedule;
    private final PlatformContext context;
    private final Entry entry;
    private final Hold hold;

    /** Null stands for all companies at once. */
    private final List<@Nullable CompanyId> left = new ArrayList<>();

    /** Those whose runs somebody paused. */
    private final List<Resting> resting = new ArrayList<>();

    private final Set<Long> unsettled = ConcurrentHashMap.newKeySet();
    private final List<String> problems = new ArrayList<>();
    private Overruns.@Nullable Watch watch;
    private @Nullable Long unfinishedRun;
    private long newestRun;

    /** Whether it is at work in a process that lets paused runs go on. */
    private boolean waits;

    private volatile boolean overdue;
    private int runs;
    private int failed;

    Course(Surroundings with, Schedule schedule, PlatformContext context, Entry entry, Hold hold) {
        this.with = with;
        this.schedule = schedule;
        this.context = context;
        this.entry = entry;
        this.hold = hold;
        this.waits = entry.cause() == Cause.CRON;
    }

    /** Through these companies; none means the job works for all at once. */
    Course over(List<CompanyId> companies) {
        left.addAll(companies);
        if (companies.isEmpty() && schedule.job().scope() == ScheduledJob.Scope.PLATFORM) {
            left.add(null);
        }
        return this;
    }

    /** Through those that an earlier attempt did not finish, its newest run first. */
    Course from(HistoryRow row, List<CompanyId> companies) {
        String at = row.atCompany();
        runs = row.runs();
        failed = row.failed();
        unfinishedRun = row.runId();
        newestRun = row.runId() == null ? 0 : row.runId();
        waits = true;
        return over(
                companies.stream()
                        .filter(company -> at == null || company.value().compareTo(at) >= 0)
                        .toList());
    }

    /**
     * Goes through; how it ended. Empty when runs that somebody paused are left, see {@link #look}.
     * A store that is away is thrown, and the row is left as it is.
     */
    Optional<Event> go() {
        watch = with.overruns().watch(schedule, context, entry, this);
        return ended(work());
    }

    /**
     * Looks at the runs that somebody paused.
     *
     * @param ends whether nothing is waited for any more
     */
    Optional<Event> look(boolean ends) {
        if (wasTaken()) {
            return Optional.of(Event.LOST);
        }
        for (Resting one : List.copyOf(resting)) {
            if (ends || with.ending().hasCome()) {
                break;
            }
            newestRun = one.run();
            Outcome seen = looked(one.company(), one.first());
            int at = resting.indexOf(one);
            if (rests(seen)) {
                resting.set(at, new Resting(one.company(), newestRun, one.first()));
                continue;
            }
            resting.remove(at);
            Optional<Event> end =
                    settled(
                            one.company(),
                            new Outcome(
                                    seen.state(),
                                    Math.max(seen.runs(), one.first().runs()),
                                    seen.detail()));
            if (end.isPresent()) {
                return ended(end);
            }
            stand(one.company(), null);
        }
        return ended(rest(ends || with.ending().hasCome()));
    }

    /** Watches it no more. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public Set<Long> runs() {
        return Set.copyOf(unsettled);
    }

    @Override
    public void end() {
        overdue = true;
    }

    private Optional<Event> ended(Optional<Event> end) {
        end.ifPresent(event -> with.history().end(hold, event, String.join("; ", problems)));
        return end;
    }

    private Optional<Event> work() {
        for (int i = 0; i < left.size(); i++) {
            CompanyId company = left.get(i);
            if (with.ending().hasCome()) {
                return Optional.of(stopped(company, "its process was told to end"));
            }
            if (overdue) {
                hadNoTurn(left.subList(i, left.size()));
                break;
            }
            stand(company, null);
            Outcome outcome = waited(company, attempt(company));
            Optional<Event> end =
                    outcome.state() == Outcome.State.PAUSED
                            ? aside(company, outcome)
                            : settled(company, outcome);
            if (end.isPresent()) {
                return end;
            }
            stand(company, null);
        }
        return rest(!waits);
    }

    private Optional<Event> aside(@Nullable CompanyId company, Outcome outcome) {
        resting.add(new Resting(company, newestRun, outcome));
        return Optional.empty();
    }

    private Optional<Event> settled(@Nullable CompanyId company, Outcome outcome) {
        if (wasTaken()) {
            // Whoever has the row now judges this run, and has the other companies.
            return Optional.of(Event.LOST);
        }
        runs += outcome.runs();
        unsettled.retainAll(resting.stream().map(Resting::run).toList());
        switch (outcome.state()) {
            case DONE -> beat(company);
            case BUSY -> busy(company, outcome);
            case NOT_NEEDED -> skipped(company, outcome);
            case FAILED -> failed(company, outcome);
            case PAUSED, READ_ONLY -> {
                return Optional.of(stopped(company, outcome.detail()));
            }
            case STOPPED -> {
                if (with.ending().hasCome()) {
                    return Optional.of(stopped(company, outcome.detail()));
                }
                // A person, or the schedule's longest time, ended it: it stays ended.
                failed(company, outcome);
            }
        }
        return Optional.empty();
    }

    /** Whether this process was silent for so long that another one took the row up. */
    private boolean wasTaken() {
        if (with.history().holds(hold)) {
            return false;
        }
        log.atWarn()
                .addKeyValue("schedule", schedule.name())
                .addKeyValue("event", "schedule.taken")
                .log("This process was silent for too long: another one goes on");
        return true;
    }

    private Optional<Event> rest(boolean ends) {
        if (resting.isEmpty()) {
            return Optional.of(failed == 0 ? Event.COMPLETED : Event.FAILED);
        }
        Resting first = resting.getFirst();
        return ends
                ? Optional.of(stopped(first.company(), first.first().detail()))
                : Optional.empty();
    }

    private Event stopped(@Nullable CompanyId company, String why) {
        stand(company, null);
        problems.add(why);
        return Event.STOPPED;
    }

    /** Where it goes on when this process dies: with what was paused first, if anything was. */
    private void stand(@Nullable CompanyId company, @Nullable Long run) {
        boolean rests = !resting.isEmpty();
        CompanyId at = rests ? resting.getFirst().company() : company;
        with.history()
                .at(
                        hold,
                        at == null ? null : at.value(),
                        rests ? Long.valueOf(resting.getFirst().run()) : run,
                        runs,
                        failed);
    }

    /** While MongoDB takes no writes, no other company's run would go on either. */
    private Outcome waited(@Nullable CompanyId company, Outcome first) {
        Outcome outcome = first;
        while (outcome.state() == Outcome.State.READ_ONLY
                && waits
                && !with.ending().comesWithin(LOOK)) {
            Outcome seen = looked(company, outcome);
            outcome = new Outcome(seen.state(), Math.max(seen.runs(), first.runs()), seen.detail());
        }
        return outcome;
    }

    private Outcome looked(@Nullable CompanyId company, Outcome waiting) {
        long run = newestRun;
        return asked(company, order -> with.launcher().look(order, run, told(company)), waiting);
    }

    private static boolean rests(Outcome outcome) {
        return outcome.state() == Outcome.State.PAUSED
                || outcome.state() == Outcome.State.READ_ONLY;
    }

    private Outcome attempt(@Nullable CompanyId company) {
        Long unfinished = unfinishedRun;
        unfinishedRun = null;
        return asked(
                company,
                order ->
                        unfinished == null
                                ? with.launcher().launch(order, told(company))
                                : with.launcher().goOn(order, unfinished, told(company)),
                null);
    }

    private LongConsumer told(@Nullable CompanyId company) {
        return run -> accepted(company, run);
    }

    /**
     * @param waiting what it is while a server is away; null when that is a failure
     */
    private Outcome asked(
            @Nullable CompanyId company,
            Function<Order, Outcome> question,
            @Nullable Outcome waiting) {
        try {
            return question.apply(new Order(schedule, context, company));
        } catch (NightshiftException refused) {
            if (waiting != null && Away.is(refused)) {
                return waiting;
            }
            return refused.code() == FailureCode.ALREADY_RUNNING
                    ? new Outcome(Outcome.State.BUSY, 0, refused.message())
                    : Outcome.failed(refused.message());
        } catch (RuntimeException broken) {
            log.atError()
                    .addKeyValue("schedule", schedule.name())
                    .addKeyValue("companyId", company == null ? null : company.value())
                    .setCause(broken)
                    .log("schedule.company_failed");
            return Outcome.failed("it could not be run; the log has the details");
        }
    }

    private void accepted(@Nullable CompanyId company, long run) {
        newestRun = run;
        unsettled.add(run);
        stand(company, run);
    }

    private void beat(@Nullable CompanyId company) {
        with.alerts().beat(context, named(company), schedule);
    }

    private void skipped(@Nullable CompanyId company, Outcome outcome) {
        Entry skipped =
                new Entry(
                        entry.schedule(),
                        entry.due(),
                        entry.cause(),
                        company == null ? entry.company() : company.value());
        with.history().record(skipped, Event.SKIPPED, outcome.detail());
    }

    private void busy(@Nullable CompanyId company, Outcome outcome) {
        skipped(company, outcome);
        with.alerts()
                .tell(
                        context,
                        named(company),
                        schedule,
                        Trouble.SKIPPED,
                        "The schedule %s was skipped: %s"
                                .formatted(schedule.name(), outcome.detail()));
    }

    private void failed(@Nullable CompanyId company, Outcome outcome) {
        failed++;
        problems.add(
                company == null ? outcome.detail() : "%s: %s".formatted(company, outcome.detail()));
        with.alerts()
                .tell(
                        context,
                        named(company),
                        schedule,
                        Trouble.FAILED,
                        "The schedule %s failed: %s".formatted(schedule.name(), outcome.detail()));
    }

    private void hadNoTurn(List<@Nullable CompanyId> companies) {
        List<CompanyId> named = companies.stream().filter(Objects::nonNull).toList();
        String detail =
                "it was at work for longer than %s, and %d companies had no turn"
                        .formatted(schedule.longest(), companies.size());
        failed += companies.size();
        problems.add(detail);
        with.alerts()
                .tell(
                        context,
                        named,
                        schedule,
                        Trouble.FAILED,
                        "The schedule %s failed: %s".formatted(schedule.name(), detail));
    }

    private List<CompanyId> named(@Nullable CompanyId company) {
        return company == null ? List.of() : List.of(company);
    }
}

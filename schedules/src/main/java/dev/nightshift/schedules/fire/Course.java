package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** One row of the history on its way through its companies. Used by one thread. */
final class Course {
    private static final Logger log = LoggerFactory.getLogger(Course.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What it works with. */
    record Surroundings(
            ScheduleHistory history,
            Launcher launcher,
            ScheduleAlerts alerts,
            Overruns overruns,
            Ending ending) {}

    private final Surroundings with;
    private final Schedule schedule;
    private final PlatformContext context;
    private final Entry entry;
    private final long id;

    /** Null stands for all companies at once. */
    private final List<@Nullable CompanyId> left = new ArrayList<>();

    private final List<String> problems = new ArrayList<>();
    private @Nullable Long unfinishedRun;
    private volatile long newestRun;

    /** Whether it is at work in a process that lets paused runs go on. */
    private boolean waits;

    private int runs;
    private int failed;

    Course(Surroundings with, Schedule schedule, PlatformContext context, Entry entry, long id) {
        this.with = with;
        this.schedule = schedule;
        this.context = context;
        this.entry = entry;
        this.id = id;
        this.waits = entry.cause() == Cause.CRON;
    }

    /** Through these companies; none means the job works for all at once. */
    Course over(List<CompanyId> companies) {
        left.addAll(companies);
        if (companies.isEmpty() && isForAllAtOnce()) {
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

    /** Goes through; how it ended. A store that is away is thrown, and the row is left as it is. */
    Event go() {
        try (var _ = with.overruns().watch(schedule, context, entry, () -> newestRun)) {
            Event end = work();
            with.history().end(id, end, String.join("; ", problems));
            return end;
        }
    }

    private Event work() {
        for (CompanyId company : left) {
            String name = company == null ? null : company.value();
            if (with.ending().hasCome()) {
                with.history().at(id, name, null, runs, failed);
                problems.add("its process was told to end");
                return Event.STOPPED;
            }
            with.history().at(id, name, null, runs, failed);
            Outcome outcome = settled(company, attempt(company));
            runs += outcome.runs();
            switch (outcome.state()) {
                case DONE -> beat(company);
                case BUSY -> busy(company, outcome);
                case FAILED -> failed(company, outcome);
                case PAUSED -> {
                    with.history().at(id, name, null, runs, failed);
                    problems.add(outcome.detail());
                    return Event.STOPPED;
                }
                case STOPPED -> {
                    if (with.ending().hasCome()) {
                        with.history().at(id, name, null, runs, failed);
                        problems.add(outcome.detail());
                        return Event.STOPPED;
                    }
                    // A person, or the schedule's longest time, ended it: it stays ended.
                    failed(company, outcome);
                }
            }
            with.history().at(id, name, null, runs, failed);
        }
        return failed == 0 ? Event.COMPLETED : Event.FAILED;
    }

    /** A run that is paused is neither done nor failed: the row stays at work until it is. */
    private Outcome settled(@Nullable CompanyId company, Outcome first) {
        Outcome outcome = first;
        while (outcome.state() == Outcome.State.PAUSED
                && waits
                && !with.ending().comesWithin(LOOK)) {
            long run = newestRun;
            Outcome seen =
                    asked(
                            company,
                            order -> with.launcher().look(order, run, told(company)),
                            outcome);
            outcome = new Outcome(seen.state(), Math.max(seen.runs(), first.runs()), seen.detail());
        }
        return outcome;
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
        with.history().at(id, company == null ? null : company.value(), run, runs, failed);
    }

    private void beat(@Nullable CompanyId company) {
        with.alerts().beat(context, named(company), schedule);
    }

    private void busy(@Nullable CompanyId company, Outcome outcome) {
        Entry skipped =
                new Entry(
                        entry.schedule(),
                        entry.due(),
                        entry.cause(),
                        company == null ? entry.company() : company.value());
        with.history().record(skipped, Event.SKIPPED, outcome.detail());
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

    private List<CompanyId> named(@Nullable CompanyId company) {
        return company == null ? List.of() : List.of(company);
    }

    private boolean isForAllAtOnce() {
        return switch (schedule.job().scope()) {
            case PLATFORM -> true;
            case COMPANY -> false;
        };
    }
}

package dev.nightshift.schedules.fire;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.Hold;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;
import dev.nightshift.schedules.launch.Launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Makes the turns of rows that are claimed, and knows when each may begin. Thread-safe. */
final class Turns {
    static final String ABOUT_TO_END = "its process was about to end";
    static final Duration POLL = Duration.ofMillis(500);

    private final ScheduleHistory history;
    private final Map<ScheduledJob, Launcher> launchers;
    private final Recipients recipients;
    private final ScheduleAlerts alerts;
    private final Overruns overruns;
    private final SignsOfLife signs;
    private final Ending ending;
    private volatile boolean cut;

    Turns(
            ScheduleHistory history,
            Map<ScheduledJob, Launcher> launchers,
            Recipients recipients,
            ScheduleAlerts alerts,
            Overruns overruns,
            SignsOfLife signs,
            Ending ending) {
        this.history = history;
        this.launchers = launchers;
        this.recipients = recipients;
        this.alerts = alerts;
        this.overruns = overruns;
        this.signs = signs;
        this.ending = ending;
    }

    /** Of a row that is at work from now on. */
    Turn begun(
            Schedule schedule,
            PlatformContext context,
            Entry entry,
            Hold hold,
            List<CompanyId> companies) {
        Course course = course(schedule, context, entry, hold).over(companies);
        return turn(schedule, context, hold, course, () -> true);
    }

    /** Of a row that waits for those before it in the same round. */
    Turn of(
            Schedule schedule,
            PlatformContext context,
            Entry entry,
            Hold hold,
            List<CompanyId> companies) {
        Course course = course(schedule, context, entry, hold).over(companies);
        return turn(schedule, context, hold, course, () -> begins(hold, entry));
    }

    /** Of a row that waits until an earlier time is over. */
    Turn queued(
            Schedule schedule,
            PlatformContext context,
            Entry entry,
            Hold hold,
            List<CompanyId> companies) {
        Course course = course(schedule, context, entry, hold).over(companies);
        return turn(schedule, context, hold, course, () -> awaited(hold, entry));
    }

    /** Of a row that was taken up again. */
    Turn continued(Schedule schedule, PlatformContext context, HistoryRow row, Hold hold) {
        Entry entry = new Entry(row.schedule(), row.due(), row.cause(), row.companyId());
        String company = row.companyId();
        Course course = course(schedule, context, entry, hold);
        return turn(
                schedule,
                context,
                hold,
                course,
                () -> {
                    if (!begins(hold, entry)) {
                        return false;
                    }
                    course.from(
                            row,
                            company == null
                                    ? recipients.all(schedule, context)
                                    : List.of(new CompanyId(company)));
                    return true;
                });
    }

    private Turn turn(
            Schedule schedule,
            PlatformContext context,
            Hold hold,
            Course course,
            BooleanSupplier begin) {
        return new Turn(
                course,
                begin,
                signs.of(hold),
                failure -> broken(schedule, context, hold, failure),
                this::note);
    }

    private boolean awaited(Hold hold, Entry entry) {
        while (!ending.comesWithin(POLL)) {
            history.bury();
            if (history.begin(hold, entry)) {
                return true;
            }
        }
        history.end(hold, Event.STOPPED, "its process ended while it waited");
        note(Event.STOPPED);
        return false;
    }

    /** False when its process is about to end, or another one took it for lost meanwhile. */
    private boolean begins(Hold hold, Entry entry) {
        if (ending.hasCome()) {
            history.end(hold, Event.STOPPED, ABOUT_TO_END);
            note(Event.STOPPED);
            return false;
        }
        return history.begin(hold, entry);
    }

    /** A row never stays at work when nobody is; where that cannot be written, its lease lapses. */
    private void broken(
            Schedule schedule, PlatformContext context, Hold hold, RuntimeException failure) {
        boolean lost = Away.is(failure);
        String detail =
                failure instanceof NightshiftException known
                        ? known.message()
                        : lost
                                ? "the relational store did not answer"
                                : "it broke; the log has the details";
        boolean ended = false;
        try {
            ended = history.end(hold, lost ? Event.LOST : Event.FAILED, detail);
        } catch (RuntimeException away) {
            failure.addSuppressed(away);
        }
        if (ended && !lost) {
            tell(
                    schedule,
                    context,
                    "The schedule %s failed: %s.".formatted(schedule.name(), detail));
        }
    }

    private void tell(Schedule schedule, PlatformContext context, String message) {
        List<CompanyId> companies;
        try {
            companies = recipients.all(schedule, context);
        } catch (NightshiftException unknown) {
            alerts.tellService(context, schedule, Trouble.FAILED, message);
            return;
        }
        alerts.tell(context, companies, schedule, Trouble.FAILED, message);
    }

    void note(Event end) {
        if (end == Event.STOPPED) {
            cut = true;
        }
    }

    /** Whether something was stopped before it was done, and goes on when a process serves. */
    boolean wasCut() {
        return cut;
    }

    private Course course(Schedule schedule, PlatformContext context, Entry entry, Hold hold) {
        return new Course(
                new Course.Surroundings(
                        history,
                        Objects.requireNonNull(launchers.get(schedule.job())),
                        alerts,
                        overruns,
                        ending),
                schedule,
                context,
                entry,
                hold);
    }
}

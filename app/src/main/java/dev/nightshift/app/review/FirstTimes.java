package dev.nightshift.app.review;

import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is said of a look that never was: by the table of schedules it is due later, or should have
 * been by now. Used by one thread.
 */
public final class FirstTimes {
    private final Supplier<Schedules> table;
    private final Supplier<ScheduleHistory> history;
    private final Supplier<ScheduleStates> states;
    private final Instant now;

    /**
     * @param history asked for when a schedule is looked up, like {@code states}
     */
    public FirstTimes(
            Supplier<Schedules> table,
            Supplier<ScheduleHistory> history,
            Supplier<ScheduleStates> states,
            Instant now) {
        this.table = table;
        this.history = history;
        this.states = states;
        this.now = now;
    }

    /**
     * The first time of a schedule.
     *
     * @param served false: no process that serves ever knew of it
     */
    private record FirstTime(Instant due, boolean served, boolean overdue) {}

    /**
     * The line of a look that never was.
     *
     * @param found says so
     * @param todo to have it now
     * @param job that looks
     */
    ReviewLine never(String check, String found, String todo, ScheduledJob job) {
        List<Schedule> rows;
        try {
            rows = table.get().enabled().stream().filter(row -> row.job() == job).toList();
        } catch (NightshiftException bad) {
            // The line of the schedules tells of that.
            return ReviewLine.unknown(check, found, todo);
        }
        if (rows.isEmpty()) {
            return ReviewLine.unknown(check, found + "; no schedule does it", todo);
        }
        return first(rows)
                .map(
                        first ->
                                first.overdue()
                                        ? ReviewLine.red(
                                                check,
                                                "%s; due since %s".formatted(found, first.due()),
                                                todo)
                                        : ReviewLine.pending(
                                                check,
                                                "%s; due at %s%s"
                                                        .formatted(
                                                                found,
                                                                first.due(),
                                                                first.served()
                                                                        ? ""
                                                                        : ", when a process"
                                                                                + " serves"),
                                                todo,
                                                first.due()))
                .orElseGet(
                        () -> ReviewLine.unknown(check, found + "; its schedule is paused", todo));
    }

    private Optional<FirstTime> first(List<Schedule> rows) {
        return RelationalStore.asking(
                () ->
                        rows.stream()
                                .map(this::first)
                                .flatMap(Optional::stream)
                                .min(Comparator.comparing(FirstTime::due)));
    }

    private Optional<FirstTime> first(Schedule row) {
        Optional<ScheduleStates.State> state = states.get().find(row.name());
        if (state.filter(ScheduleStates.State::isPaused).isPresent()) {
            return Optional.empty();
        }
        Instant since = state.map(ScheduleStates.State::since).orElse(now);
        return Lateness.times(row).after(since).flatMap(due -> first(row, due, state.isPresent()));
    }

    /** What was done and is kept no more was not missed. */
    private Optional<FirstTime> first(Schedule row, Instant due, boolean served) {
        boolean late = due.plus(row.grace()).plus(row.longest()).isBefore(now);
        boolean done =
                late && history.get().newest(row.name(), EnumSet.of(Event.COMPLETED)).isPresent();
        return done
                ? Lateness.times(row).after(now).map(next -> new FirstTime(next, served, false))
                : Optional.of(new FirstTime(due, served, late));
    }
}

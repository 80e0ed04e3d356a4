package dev.nightshift.schedules.history;

import dev.nightshift.schedules.Schedule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The heartbeat of each schedule by itself, whatever others do with the same job: it beats with
 * each time that is done, and is expected for each time that is due, within its grace and the
 * longest that it may be at work. Thread-safe.
 */
public final class Pulse {
    /** Told of when it happened, by the schedule's own rules: no time to wait for. */
    private static final Set<Event> NOT_RUN = EnumSet.of(Event.VETOED, Event.SKIPPED);

    private final ScheduleHistory history;
    private final ScheduleStates states;

    /** Over an open store. */
    public Pulse(ScheduleHistory history, ScheduleStates states) {
        this.history = history;
        this.states = states;
    }

    /** How a heartbeat is. */
    public enum State {
        /** The newest time that should be done is. */
        ALIVE,
        /** A time should be done by now, and neither it nor a later one is. */
        SILENT,
        /** No time was to be done yet. */
        NEVER,
        /** It is paused: nothing is expected. */
        PAUSED,
        /** It is disabled: nothing is expected. */
        DISABLED
    }

    /**
     * A heartbeat.
     *
     * @param beatAt the newest time that was done; null for never
     * @param silentSince the first time that should be done by now and is not; null unless SILENT
     */
    public record Beat(State state, @Nullable Instant beatAt, @Nullable Instant silentSince) {}

    /** The heartbeat of a schedule, as of now. */
    public Beat of(Schedule schedule, Instant now) {
        Optional<Instant> done = history.newest(schedule.name(), EnumSet.of(Event.COMPLETED));
        Instant beatAt = done.orElse(null);
        Optional<ScheduleStates.State> known = states.find(schedule.name());
        if (!schedule.enabled()) {
            return new Beat(State.DISABLED, beatAt, null);
        }
        if (known.filter(ScheduleStates.State::isPaused).isPresent()) {
            return new Beat(State.PAUSED, beatAt, null);
        }
        Optional<Instant> expected =
                known.flatMap(state -> firstExpected(schedule, state.since(), done))
                        .filter(due -> !due.plus(patience(schedule)).isAfter(now));
        return expected.map(due -> new Beat(State.SILENT, beatAt, due))
                .orElseGet(
                        () -> new Beat(beatAt == null ? State.NEVER : State.ALIVE, beatAt, null));
    }

    private Optional<Instant> firstExpected(
            Schedule schedule, Instant since, Optional<Instant> done) {
        Instant answered = later(since, done);
        return Lateness.times(schedule)
                .after(later(answered, history.newest(schedule.name(), NOT_RUN)));
    }

    private static Duration patience(Schedule schedule) {
        return schedule.grace().plus(schedule.longest());
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }
}

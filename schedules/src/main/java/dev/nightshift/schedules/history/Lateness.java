package dev.nightshift.schedules.history;

import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.times.FireTimes;

import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a schedule was due, and its grace is over, without anything having happened. Thread-safe.
 */
public final class Lateness {
    /** More than these are not counted. */
    static final int MOST = 1_000;

    private final ScheduleHistory history;
    private final ScheduleStates states;

    /** Over an open store. */
    public Lateness(ScheduleHistory history, ScheduleStates states) {
        this.history = history;
        this.states = states;
    }

    /**
     * What was missed.
     *
     * @param first the oldest time
     * @param last the newest time
     * @param times how many, at most {@value #MOST}
     */
    public record Missed(Instant first, Instant last, int times) {}

    /** What a schedule missed until now; empty when it is in time, paused or disabled. */
    public Optional<Missed> of(Schedule schedule, Instant now) {
        Optional<ScheduleStates.State> state = states.find(schedule.name());
        if (!schedule.enabled() || state.isEmpty() || state.get().isPaused()) {
            return Optional.empty();
        }
        Instant since = state.get().since();
        Instant base =
                history.lastDue(schedule.name())
                        .map(HistoryRow::due)
                        .filter(due -> due.isAfter(since))
                        .orElse(since);
        return between(schedule, base, now.minus(schedule.grace()));
    }

    /** The times after one moment until another, that one included. */
    public static Optional<Missed> between(Schedule schedule, Instant after, Instant until) {
        FireTimes times = times(schedule);
        Instant first = null;
        Instant last = after;
        int count = 0;
        while (count < MOST) {
            Optional<Instant> next = times.after(last);
            if (next.isEmpty() || next.get().isAfter(until)) {
                break;
            }
            last = next.get();
            first = first == null ? last : first;
            count++;
        }
        return first == null ? Optional.empty() : Optional.of(new Missed(first, last, count));
    }

    /** When a schedule is due; its expression was checked when its file was read. */
    public static FireTimes times(Schedule schedule) {
        try {
            return FireTimes.of(schedule.cron(), schedule.zone());
        } catch (ParseException impossible) {
            throw new IllegalStateException(schedule.place(), impossible);
        }
    }
}

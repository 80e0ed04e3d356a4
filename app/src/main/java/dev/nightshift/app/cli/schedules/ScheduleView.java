package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.terminal.Table;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.Pulse;
import dev.nightshift.schedules.history.ScheduleStates;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule and where it stands; the names are the JSON contract.
 *
 * @param status {@code on-time}, {@code paused}, {@code disabled} or {@code late}
 * @param nextAt null when it is never due again
 * @param lateSince the first time that nobody ran; null unless it is late
 * @param heartbeat {@code alive}, {@code silent}, {@code never}, {@code paused} or {@code disabled}
 * @param lastSuccess the newest time that was done; null for never
 * @param silentSince the first time that should be done by now; null unless it is silent
 */
record ScheduleView(
        String name,
        String status,
        @Nullable Instant nextAt,
        @Nullable Instant lastDue,
        @Nullable String lastEvent,
        @Nullable Instant lateSince,
        String heartbeat,
        @Nullable Instant lastSuccess,
        @Nullable Instant silentSince,
        @Nullable String pausedBy,
        String cron,
        String zone,
        String job,
        Map<String, String> parameters,
        String companies,
        String misfire,
        String overlap,
        long longestMs,
        String overrun,
        long graceMs,
        String owner,
        boolean enabled,
        String place) {
    static ScheduleView of(Schedule schedule, Kept kept, Instant now) {
        Optional<ScheduleStates.State> state = kept.states().find(schedule.name());
        Optional<HistoryRow> last = kept.history().lastDue(schedule.name());
        Optional<Lateness.Missed> missed =
                new Lateness(kept.history(), kept.states()).of(schedule, now);
        Pulse.Beat beat = new Pulse(kept.history(), kept.states()).of(schedule, now);
        boolean paused = state.filter(ScheduleStates.State::isPaused).isPresent();
        String status =
                !schedule.enabled()
                        ? "disabled"
                        : paused ? "paused" : missed.isPresent() ? "late" : "on-time";
        return new ScheduleView(
                schedule.name(),
                status,
                schedule.enabled() ? Lateness.times(schedule).after(now).orElse(null) : null,
                last.map(HistoryRow::due).orElse(null),
                last.map(row -> row.event().name()).orElse(null),
                missed.map(Lateness.Missed::first).orElse(null),
                word(beat.state()),
                beat.beatAt(),
                beat.silentSince(),
                state.map(ScheduleStates.State::pausedBy).orElse(null),
                schedule.cron(),
                schedule.zone().getId(),
                schedule.job().jobName(),
                schedule.sortedParameters(),
                schedule.companies().toString(),
                word(schedule.misfire()),
                word(schedule.overlap()),
                schedule.longest().toMillis(),
                word(schedule.overrun()),
                schedule.grace().toMillis(),
                schedule.owner(),
                schedule.enabled(),
                schedule.place());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String table(List<ScheduleView> views) {
        Table table =
                new Table(
                        "NAME",
                        "STATUS",
                        "NEXT",
                        "CRON",
                        "ZONE",
                        "COMPANIES",
                        "LAST",
                        "HEARTBEAT",
                        "OWNER");
        for (ScheduleView view : views) {
            table.row(
                    view.name(),
                    view.status(),
                    view.status().equals("paused") ? null : view.nextAt(),
                    view.cron(),
                    view.zone(),
                    view.companies(),
                    view.lastEvent(),
                    view.heartbeat(),
                    view.owner());
        }
        return table.toString();
    }
}

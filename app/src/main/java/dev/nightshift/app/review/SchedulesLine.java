package dev.nightshift.app.review;

import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.Pulse;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.serve.Servers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether somebody serves, and which schedules are late or failed last. */
public final class SchedulesLine implements Supplier<ReviewLine> {
    private static final String CHECK = "schedules";
    private static final int NAMED = 3;

    /** So long after there was something to serve nobody need have served. */
    private static final Duration TO_BEGIN = Duration.ofHours(1);

    private final Schedules table;
    private final ScheduleHistory history;
    private final ScheduleStates states;
    private final Servers servers;
    private final Instant now;

    /** Over an open store. */
    public SchedulesLine(
            Schedules table,
            ScheduleHistory history,
            ScheduleStates states,
            Servers servers,
            Instant now) {
        this.table = table;
        this.history = history;
        this.states = states;
        this.servers = servers;
        this.now = now;
    }

    @Override
    public ReviewLine get() {
        List<String> bad = new ArrayList<>();
        List<String> late = new ArrayList<>();
        boolean nobody = servers.live().isEmpty();
        Optional<Instant> last = nobody ? servers.servedUntil() : Optional.empty();
        Instant installed = nobody ? servers.installedAt() : now;
        boolean begins = nobody && last.isEmpty() && installed.plus(TO_BEGIN).isAfter(now);
        if (nobody && !begins) {
            bad.add(
                    last.map(
                                    ended ->
                                            "nobody serves since %s (%s)"
                                                    .formatted(
                                                            Age.seconds(ended), Age.of(ended, now)))
                            .orElse(
                                    "nobody has ever served; installed at %s"
                                            .formatted(Age.seconds(installed))));
        }
        Lateness lateness = new Lateness(history, states);
        Pulse pulse = new Pulse(history, states);
        List<String> paused = new ArrayList<>();
        for (Schedule schedule : table.enabled()) {
            Optional<String> missed =
                    lateness.of(schedule, now)
                            .map(times -> "late since " + Age.seconds(times.first()))
                            .or(() -> ended(schedule, Event.MISSED, "missed its time"));
            missed.ifPresent(said -> late.add(schedule.name() + " " + said));
            ended(schedule, Event.FAILED, "failed")
                    .or(() -> ended(schedule, Event.LOST, "lost its process"))
                    .or(() -> overran(schedule))
                    .or(() -> missed.isPresent() ? Optional.empty() : silent(pulse, schedule))
                    .ifPresent(said -> bad.add(schedule.name() + " " + said));
            states.find(schedule.name())
                    .filter(ScheduleStates.State::isPaused)
                    .ifPresent(state -> paused.add(schedule.name()));
        }
        bad.addAll(late.subList(0, Math.min(NAMED, late.size())));
        if (late.size() > NAMED) {
            bad.add("%d more late".formatted(late.size() - NAMED));
        }
        if (begins && bad.isEmpty()) {
            Instant due = Age.seconds(installed.plus(TO_BEGIN));
            return ReviewLine.pending(
                    CHECK,
                    "nobody has served yet; red from %s on".formatted(due),
                    "nightshift serve",
                    due);
        }
        String rest = paused.isEmpty() ? "" : "; paused: " + String.join(", ", paused);
        return bad.isEmpty()
                ? ReviewLine.green(
                        CHECK,
                        "%d schedules, none late or failed%s"
                                .formatted(table.enabled().size(), rest))
                : ReviewLine.red(
                        CHECK,
                        String.join(", ", bad) + rest,
                        nobody ? "nightshift serve" : "nightshift schedules history NAME");
    }

    /** What nothing else tells: a time that was taken up and came to no end. */
    private Optional<String> silent(Pulse pulse, Schedule schedule) {
        return Optional.ofNullable(pulse.of(schedule, now).silentSince())
                .map(since -> "gives no sign of life since " + Age.seconds(since));
    }

    private Optional<String> ended(Schedule schedule, Event event, String said) {
        return history.lastEnd(schedule.name()).stream()
                .filter(row -> row.event() == event)
                .findFirst()
                .map(row -> "%s %s".formatted(said, Age.of(row.due(), now)));
    }

    /** Times that are skipped meanwhile are no news: what is at work for too long is. */
    private Optional<String> overran(Schedule schedule) {
        return history.atWork(schedule.name()).stream()
                .filter(row -> row.recordedAt().plus(schedule.longest()).isBefore(now))
                .findFirst()
                .map(row -> "at work for longer than %s".formatted(schedule.longest()));
    }
}

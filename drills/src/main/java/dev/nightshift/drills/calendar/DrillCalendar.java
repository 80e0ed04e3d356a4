package dev.nightshift.drills.calendar;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.journal.DrillSummary;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which drill is due. A drill counts when it passed or failed: one that was refused, ended early or
 * could not be judged is still due. Immutable.
 */
public final class DrillCalendar {
    private static final int TREND = 4;

    /**
     * When a drill is due after a moment, by the table of schedules; empty when no row names it.
     */
    @FunctionalInterface
    public interface Timetable {
        /** The next time. */
        Optional<Instant> after(Experiment experiment, Instant moment);

        /** Since when it is in the table; empty when that is not known. */
        default Optional<Instant> since(Experiment experiment) {
            return Optional.empty();
        }
    }

    /** Whether something is to be done. */
    public enum Due {
        /** Its day has passed without a drill that counts. */
        OVERDUE,
        /** None that counts was run yet, and none was due. */
        NEVER_RUN,
        /** Its day is within two weeks. */
        SOON,
        /** Nothing is to be done. */
        FINE
    }

    /**
     * One experiment; the names are a JSON contract.
     *
     * @param nextAt when it is due, or was
     * @param lastState how the newest drill ended, counting or not; null when there was none
     * @param lastRtoMs of the newest drill that counts
     * @param trend of the time to recovery over the last drills that count: better, worse, the
     *     same; null while there are fewer than two
     */
    public record Row(
            String experiment,
            Due due,
            @Nullable Instant nextAt,
            @Nullable String lastState,
            @Nullable Instant lastAt,
            @Nullable Long lastRtoMs,
            long rtoTargetMs,
            @Nullable String trend,
            int drills,
            String owner) {}

    private DrillCalendar() {}

    /**
     * All experiments, those to be done first.
     *
     * @param drills of all experiments, in any order
     */
    public static List<Row> of(
            List<Experiment> experiments,
            List<DrillSummary> drills,
            Timetable timetable,
            Instant now) {
        return experiments.stream()
                .map(experiment -> row(experiment, drills, timetable, now))
                .sorted(Comparator.comparing(Row::due).thenComparing(Row::experiment))
                .toList();
    }

    private static Row row(
            Experiment experiment, List<DrillSummary> all, Timetable timetable, Instant now) {
        List<DrillSummary> drills =
                all.stream()
                        .filter(drill -> drill.experiment().equals(experiment.name()))
                        .sorted(Comparator.comparing(DrillSummary::startedAt).reversed())
                        .toList();
        List<DrillSummary> counting =
                drills.stream()
                        .filter(
                                drill ->
                                        drill.state().equals("PASSED")
                                                || drill.state().equals("FAILED"))
                        .toList();
        Optional<Instant> next = next(experiment, counting, timetable, now);
        DrillSummary last = drills.isEmpty() ? null : drills.getFirst();
        return new Row(
                experiment.name(),
                due(counting, next, now),
                next.orElse(null),
                last == null ? null : last.state(),
                last == null ? null : last.startedAt(),
                counting.isEmpty() ? null : counting.getFirst().rtoMs(),
                experiment.terms().rto().toMillis(),
                trend(counting),
                drills.size(),
                experiment.terms().owner());
    }

    private static Optional<Instant> next(
            Experiment experiment, List<DrillSummary> counting, Timetable timetable, Instant now) {
        // One that never counted is due since it is in the table, not from today on.
        Instant from =
                counting.isEmpty()
                        ? timetable.since(experiment).orElse(now)
                        : counting.getFirst().startedAt();
        return timetable
                .after(experiment, from)
                .or(
                        () ->
                                counting.isEmpty()
                                        ? Optional.of(now)
                                        : Optional.of(
                                                from.atZone(ZoneOffset.UTC)
                                                        .plus(experiment.terms().interval())
                                                        .toInstant()));
    }

    private static Due due(List<DrillSummary> counting, Optional<Instant> next, Instant now) {
        if (next.isPresent() && next.get().isBefore(now)) {
            return Due.OVERDUE;
        }
        if (counting.isEmpty()) {
            return Due.NEVER_RUN;
        }
        return next.isPresent() && next.get().isBefore(now.plusSeconds(14 * 86_400))
                ? Due.SOON
                : Due.FINE;
    }

    /** The newest time to recovery against the mean of those before it; a tenth is no change. */
    private static @Nullable String trend(List<DrillSummary> counting) {
        List<Long> times = new ArrayList<>();
        for (DrillSummary drill : counting) {
            Long rto = drill.rtoMs();
            if (rto != null && times.size() <= TREND) {
                times.add(rto);
            }
        }
        if (times.size() < 2) {
            return null;
        }
        double before =
                times.subList(1, times.size()).stream()
                        .mapToLong(Long::longValue)
                        .average()
                        .orElseThrow();
        double newest = times.getFirst();
        if (newest > before * 1.1) {
            return "worse";
        }
        return newest < before * 0.9 ? "better" : "the same";
    }
}

package dev.nightshift.drills.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.journal.DrillSummary;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which drill is due. */
class DrillCalendarTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<Experiment> ALL = Experiments.shipped().all();
    private static final DrillCalendar.Timetable NONE = (experiment, moment) -> Optional.empty();

    private static DrillSummary drill(
            String experiment, String state, int daysAgo, @Nullable Long rto) {
        Instant at = NOW.minus(Duration.ofDays(daysAgo));
        return new DrillSummary(
                experiment + daysAgo, experiment, state, "lab", true, at, at, rto, 0L, "t");
    }

    private static DrillCalendar.Row redis(List<DrillSummary> drills) {
        return redis(drills, NONE);
    }

    private static DrillCalendar.Row redis(
            List<DrillSummary> drills, DrillCalendar.Timetable timetable) {
        return DrillCalendar.of(ALL, drills, timetable, NOW).stream()
                .filter(row -> row.experiment().equals("redis-outage"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDrillThatWasNeverRunIsToBeRun() {
        assertThat(DrillCalendar.of(ALL, List.of(), NONE, NOW))
                .extracting(DrillCalendar.Row::due)
                .containsOnly(DrillCalendar.Due.NEVER_RUN);
    }

    @Test
    void itsOwnIntervalCountsWhereNoScheduleNamesIt() {
        assertThat(redis(List.of(drill("redis-outage", "PASSED", 10, 900L))).due())
                .isEqualTo(DrillCalendar.Due.FINE);
        assertThat(redis(List.of(drill("redis-outage", "PASSED", 85, 900L))).due())
                .isEqualTo(DrillCalendar.Due.SOON);
        DrillCalendar.Row overdue = redis(List.of(drill("redis-outage", "FAILED", 100, 900L)));
        assertThat(overdue.due()).isEqualTo(DrillCalendar.Due.OVERDUE);
        assertThat(overdue.nextAt()).isEqualTo("2026-11-13T12:00:00Z");
    }

    @Test
    void theScheduleCountsWhereThereIsOne() {
        DrillCalendar.Timetable weekly =
                (experiment, moment) -> Optional.of(moment.plus(Duration.ofDays(7)));
        List<DrillSummary> drills = List.of(drill("redis-outage", "PASSED", 10, 900L));

        assertThat(DrillCalendar.of(ALL, drills, weekly, NOW))
                .extracting(DrillCalendar.Row::experiment)
                .containsExactly("redis-outage", "mongodb-primary");
    }

    @Test
    void oneThatNeverCountedIsOverdueOnceItWasDue() {
        List<DrillSummary> cut = List.of(drill("redis-outage", "INCOMPLETE", 10, null));

        DrillCalendar.Row row = redis(cut, weeklySince(NOW.minus(Duration.ofDays(20))));
        assertThat(row.due()).isEqualTo(DrillCalendar.Due.OVERDUE);
        assertThat(row.nextAt()).isEqualTo(NOW.minus(Duration.ofDays(13)));
        assertThat(redis(List.of(), weeklySince(NOW.minus(Duration.ofDays(20)))).due())
                .isEqualTo(DrillCalendar.Due.OVERDUE);
        assertThat(redis(cut, weeklySince(NOW.minus(Duration.ofDays(6)))).due())
                .isEqualTo(DrillCalendar.Due.NEVER_RUN);
    }

    private static DrillCalendar.Timetable weeklySince(Instant since) {
        return new DrillCalendar.Timetable() {
            @Override
            public Optional<Instant> after(Experiment experiment, Instant moment) {
                return Optional.of(moment.plus(Duration.ofDays(7)));
            }

            @Override
            public Optional<Instant> since(Experiment experiment) {
                return Optional.of(since);
            }
        };
    }

    @Test
    void whatCannotBeJudgedDoesNotCountButIsShown() {
        DrillCalendar.Row row =
                redis(
                        List.of(
                                drill("redis-outage", "PASSED", 100, 900L),
                                drill("redis-outage", "ABORTED", 1, null)));

        assertThat(row.due()).isEqualTo(DrillCalendar.Due.OVERDUE);
        assertThat(row.lastState()).isEqualTo("ABORTED");
        assertThat(row.lastRtoMs()).isEqualTo(900L);
        assertThat(row.drills()).isEqualTo(2);
    }

    @Test
    void theTrendComparesTheNewestWithThoseBefore() {
        assertThat(redis(List.of(drill("redis-outage", "PASSED", 1, 900L))).trend()).isNull();
        assertThat(trend(1200L, 900L, 950L)).isEqualTo("worse");
        assertThat(trend(700L, 900L, 950L)).isEqualTo("better");
        assertThat(trend(930L, 900L, 950L)).isEqualTo("the same");
    }

    private static @Nullable String trend(Long newest, Long before, Long first) {
        return redis(
                        List.of(
                                drill("redis-outage", "PASSED", 200, first),
                                drill("redis-outage", "PASSED", 1, newest),
                                drill("redis-outage", "PASSED", 100, before)))
                .trend();
    }
}

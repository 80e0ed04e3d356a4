package dev.nightshift.schedules.times;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class FireTimesTest {
    @ParameterizedTest
    @CsvSource({
        // The clocks go forward at 02:00: a time that is not there is due at that moment.
        "Europe/Berlin, 0 30 2 * * ?, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z,"
                + " 2027-03-29T00:30:00Z",
        "Europe/Berlin, 0 0 2 * * ?, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z,"
                + " 2027-03-29T00:00:00Z",
        "Europe/Berlin, 0 0 1 * * ?, 2027-03-27T12:00:00Z, 2027-03-28T00:00:00Z,"
                + " 2027-03-28T23:00:00Z",
        "Europe/Berlin, 0 0 3 * * ?, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z,"
                + " 2027-03-29T01:00:00Z",
        "America/New_York, 0 30 2 * * ?, 2027-03-13T12:00:00Z, 2027-03-14T07:00:00Z,"
                + " 2027-03-15T06:30:00Z",
        "America/New_York, 0 0 2 * * ?, 2027-03-13T12:00:00Z, 2027-03-14T07:00:00Z,"
                + " 2027-03-15T06:00:00Z",
        // The clocks go back: a time that comes twice is due the first time only.
        "Europe/Berlin, 0 30 2 * * ?, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z,"
                + " 2026-10-26T01:30:00Z",
        "Europe/Berlin, 0 0 3 * * ?, 2026-10-24T12:00:00Z, 2026-10-25T02:00:00Z,"
                + " 2026-10-26T02:00:00Z",
        "America/New_York, 0 30 1 * * ?, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z,"
                + " 2026-11-02T06:30:00Z",
        "America/New_York, 0 0 2 * * ?, 2026-10-31T12:00:00Z, 2026-11-01T07:00:00Z,"
                + " 2026-11-02T07:00:00Z",
        // Asked in the middle of the second of two like hours, the day's time is over.
        "Europe/Berlin, 0 30 2 * * ?, 2026-10-25T01:10:00Z, 2026-10-26T01:30:00Z,"
                + " 2026-10-27T01:30:00Z"
    })
    void aTimeOfDayComesOnceADayWhenTheClocksChange(
            String zone, String cron, Instant from, Instant first, Instant second)
            throws ParseException {
        FireTimes times = FireTimes.of(cron, ZoneId.of(zone));

        assertThat(times.after(from)).contains(first);
        assertThat(times.after(first)).contains(second);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 0 0 * * * ?, PT1H",
        "Europe/Berlin, 0 0/5 * * * ?, PT5M",
        "America/New_York, 0 10 * * * ?, PT1H",
        "America/New_York, 0 */15 * * * ?, PT15M"
    })
    void whatComesAllDayLongFollowsTheTimeThatPasses(String zone, String cron, Duration every)
            throws ParseException {
        FireTimes times = FireTimes.of(cron, ZoneId.of(zone));
        for (String around : List.of("2027-03-14", "2027-03-28", "2026-10-25", "2026-11-01")) {
            Instant at = times.after(Instant.parse(around + "T00:00:00Z")).orElseThrow();
            Instant end = at.plus(Duration.ofHours(24));
            while (at.isBefore(end)) {
                Instant next = times.after(at).orElseThrow();
                assertThat(Duration.between(at, next)).as("after %s", at).isEqualTo(every);
                at = next;
            }
        }
    }

    @Property(tries = 300, seed = PropertySeed.VALUE)
    void noDayIsLostOrDoubled(
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(max = 1) int where,
            @ForAll @IntRange(min = 2025, max = 2030) int year)
            throws ParseException {
        ZoneId zone = ZoneId.of(where == 0 ? "Europe/Berlin" : "America/New_York");
        FireTimes times = FireTimes.of("0 %d %d * * ?".formatted(minute, hour), zone);
        LocalDate first = LocalDate.of(year, 1, 1);
        Instant at = first.atStartOfDay(zone).toInstant().minusMillis(1);
        List<LocalDate> days = new ArrayList<>();
        for (int day = 0; day < first.lengthOfYear(); day++) {
            at = times.after(at).orElseThrow();
            days.add(LocalDate.ofInstant(at, zone));
        }

        assertThat(days).isEqualTo(first.datesUntil(first.plusYears(1)).toList());
    }

    @Test
    void whatIsOverIsNeverDueAgain() throws ParseException {
        FireTimes times = FireTimes.of("0 0 1 1 1 ? 2020", ZoneId.of("UTC"));

        assertThat(times.after(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo(Optional.empty());
    }

    @Test
    void aWindowOfHoursThatTheClockSkipsIsDueOnceForAll() throws ParseException {
        FireTimes times = FireTimes.of("0 0/20 2 * * ?", ZoneId.of("Europe/Berlin"));
        Instant change = Instant.parse("2027-03-28T01:00:00Z");

        assertThat(times.after(change.minusSeconds(60))).contains(change);
        assertThat(times.after(change)).contains(Instant.parse("2027-03-29T00:00:00Z"));
    }
}

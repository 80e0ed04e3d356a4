package dev.nightshift.alerts.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

class QuietHoursTest {
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("America/New_York"),
                    // Moves its clock by half an hour.
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("UTC"));

    /** Days around which these zones change their clocks in 2026. */
    private static final List<String> DAYS =
            List.of(
                    "2026-03-28",
                    "2026-10-24",
                    "2026-03-07",
                    "2026-10-31",
                    "2026-04-04",
                    "2026-10-03",
                    "2026-06-15");

    private static boolean isQuiet(QuietHours hours, Instant moment) {
        LocalTime time = moment.atZone(hours.zone()).toLocalTime();
        return hours.from().isAfter(hours.to())
                ? !time.isBefore(hours.from()) || time.isBefore(hours.to())
                : !time.isBefore(hours.from()) && time.isBefore(hours.to());
    }

    @Property(tries = 400, seed = PropertySeed.VALUE)
    void theEndIsTheFirstMomentThatTheClockOnTheWallIsNotQuiet(
            @ForAll @IntRange(max = 3) int zone,
            @ForAll @IntRange(max = 6) int day,
            @ForAll @IntRange(max = 95) int from,
            @ForAll @IntRange(max = 95) int to,
            @ForAll @IntRange(max = 3 * 24 * 60) int minute) {
        QuietHours hours =
                new QuietHours(
                        LocalTime.MIDNIGHT.plusMinutes(15L * from),
                        LocalTime.MIDNIGHT.plusMinutes(15L * to),
                        ZONES.get(zone));
        Instant moment =
                Instant.parse(DAYS.get(day) + "T00:00:00Z").plus(Duration.ofMinutes(minute));

        Optional<Instant> end = hours.endAfter(moment);

        if (!isQuiet(hours, moment)) {
            assertThat(end).isEmpty();
            return;
        }
        Instant first = moment;
        while (isQuiet(hours, first)) {
            first = first.plus(Duration.ofMinutes(1));
        }
        assertThat(end).contains(first);
    }

    @Test
    void theNightThatLosesAnHourEndsAtSevenAllTheSame() {
        QuietHours berlin =
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin"));

        assertThat(berlin.endAfter(Instant.parse("2026-03-28T23:30:00Z")))
                .contains(Instant.parse("2026-03-29T05:00:00Z"));
        assertThat(berlin.endAfter(Instant.parse("2026-10-24T23:30:00Z")))
                .contains(Instant.parse("2026-10-25T06:00:00Z"));
    }

    @Test
    void anEndThatTheClockSkipsIsWhereItSkipsIt() {
        QuietHours berlin =
                new QuietHours(
                        LocalTime.of(22, 0), LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));

        assertThat(berlin.endAfter(Instant.parse("2026-03-29T00:30:00Z")))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void aPauseThatTheClockSkipsIsNone() {
        QuietHours berlin =
                new QuietHours(LocalTime.of(2, 30), LocalTime.of(2, 0), ZoneId.of("Europe/Berlin"));

        assertThat(berlin.endAfter(Instant.parse("2026-03-29T00:30:00Z")))
                .contains(Instant.parse("2026-03-30T00:00:00Z"));
    }

    @Test
    void aClockPutBackMayEndIt() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant secondBeforeThree = Instant.parse("2026-10-25T00:59:59Z");

        assertThat(
                        new QuietHours(LocalTime.of(2, 30), LocalTime.of(7, 0), berlin)
                                .endAfter(secondBeforeThree))
                .contains(Instant.parse("2026-10-25T01:00:00Z"));
        assertThat(
                        new QuietHours(LocalTime.of(2, 30), LocalTime.of(2, 15), berlin)
                                .endAfter(secondBeforeThree))
                .contains(Instant.parse("2026-10-25T01:15:00Z"));
    }
}

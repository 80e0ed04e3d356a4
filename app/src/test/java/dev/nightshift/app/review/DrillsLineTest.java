package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.calendar.DrillCalendar;
import dev.nightshift.drills.calendar.DrillCalendar.Due;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Which drills are named, and which of them are red. */
class DrillsLineTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aDrillThatWasNeverRunIsPendingWhileASchedulesDayIsToCome() {
        Instant day = NOW.plusSeconds(9 * 86_400);
        DrillCalendar.Row dated =
                new DrillCalendar.Row(
                        "redis-outage", Due.NEVER_RUN, day, null, null, null, 1, null, 0, "tester");

        assertThat(drills(dated))
                .isEqualTo(
                        ReviewLine.pending(
                                "drills",
                                "never run; due: redis-outage at 2026-11-30T12:00:00Z",
                                "nightshift drill run redis-outage",
                                day));
        assertThat(drills(dated, drill("own", Due.NEVER_RUN, null)).light())
                .as("of one nobody knows when")
                .isEqualTo(Light.UNKNOWN);
    }

    @Test
    void aDrillThatIsOverdueOrFailedIsNamed() {
        assertThat(drills().found()).isEqualTo("there is none");
        assertThat(
                        drills(
                                drill("redis-outage", Due.FINE, "RUNNING"),
                                drill("mongodb-primary", Due.SOON, "REFUSED")))
                .isEqualTo(
                        ReviewLine.green(
                                "drills",
                                "due: redis-outage on 2026-11-21, mongodb-primary on 2026-11-21"));
        assertThat(drills(drill("redis-outage", Due.NEVER_RUN, null)))
                .isEqualTo(
                        ReviewLine.unknown(
                                "drills",
                                "never run: redis-outage",
                                "nightshift drill run redis-outage"));
        assertThat(
                        drills(
                                        drill("redis-outage", Due.OVERDUE, "PASSED"),
                                        drill("mongodb-primary", Due.FINE, "FAILED"),
                                        drill("own", Due.NEVER_RUN, null))
                                .found())
                .isEqualTo(
                        "redis-outage overdue since 2026-11-21, mongodb-primary failed on"
                                + " 2026-11-21");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "INCOMPLETE", "ABORTED", "HEALED_BY_WATCHDOG"})
    void aDrillWithoutAGoodEndIsRed(String state) {
        ReviewLine line = drills(drill("redis-outage", Due.FINE, state));

        assertThat(line.light()).isEqualTo(Light.RED);
        assertThat(line.found())
                .isEqualTo(
                        "redis-outage %s on 2026-11-21"
                                .formatted(state.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    private static ReviewLine drills(DrillCalendar.Row... rows) {
        return new DrillsLine(() -> List.of(rows), NOW).get();
    }

    private static DrillCalendar.Row drill(String name, Due due, @Nullable String last) {
        return new DrillCalendar.Row(name, due, NOW, last, NOW, 1L, 1, null, 1, "tester");
    }
}

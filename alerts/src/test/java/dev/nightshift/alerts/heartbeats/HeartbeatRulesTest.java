package dev.nightshift.alerts.heartbeats;

import static dev.nightshift.alerts.heartbeats.HeartbeatState.GREEN;
import static dev.nightshift.alerts.heartbeats.HeartbeatState.LATE;
import static dev.nightshift.alerts.heartbeats.HeartbeatState.NEVER;
import static dev.nightshift.alerts.heartbeats.HeartbeatState.PAUSED;
import static dev.nightshift.alerts.heartbeats.HeartbeatState.RED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.heartbeats.HeartbeatStep.News;
import dev.nightshift.alerts.registry.HeartbeatTerms;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class HeartbeatRulesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final HeartbeatTerms DAILY =
            new HeartbeatTerms(
                    Duration.ofHours(24), Duration.ofHours(1), Duration.ofHours(6), false);
    private static final HeartbeatTerms QUICK =
            new HeartbeatTerms(
                    Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofHours(1), false);

    @Test
    void isGreenForItsPeriodThenLateForItsGraceThenRed() {
        Sighting seen = new Sighting(START, null);

        assertThat(state(DAILY, seen, Duration.ofHours(24))).isEqualTo(GREEN);
        assertThat(state(DAILY, seen, Duration.ofHours(24).plusMillis(1))).isEqualTo(LATE);
        assertThat(state(DAILY, seen, Duration.ofHours(25))).isEqualTo(LATE);
        assertThat(state(DAILY, seen, Duration.ofHours(25).plusMillis(1))).isEqualTo(RED);
    }

    @Test
    void isNeverWhereNothingWasSeenAndPausedWhereNothingIsExpected() {
        HeartbeatTerms paused =
                new HeartbeatTerms(DAILY.period(), DAILY.grace(), DAILY.maxRun(), true);

        assertThat(state(DAILY, Sighting.NONE, Duration.ofDays(9))).isEqualTo(NEVER);
        assertThat(state(paused, new Sighting(START, null), Duration.ofDays(9))).isEqualTo(PAUSED);
    }

    @Test
    void aRunAtWorkIsLateUntilItTakesLongerThanAnyMay() {
        Instant began = START.plus(Duration.ofHours(24));
        Sighting running = new Sighting(START, began);

        assertThat(state(DAILY, running, Duration.ofHours(29))).isEqualTo(LATE);
        assertThat(state(DAILY, running, Duration.ofHours(30))).isEqualTo(LATE);
        assertThat(state(DAILY, running, Duration.ofHours(30).plusMillis(1))).isEqualTo(RED);
    }

    @Test
    void aHungRunIsRedBeforeItsPeriodIsOver() {
        Sighting hung = new Sighting(START, START.plus(Duration.ofHours(1)));

        assertThat(state(DAILY, hung, Duration.ofHours(7))).isEqualTo(GREEN);
        assertThat(state(DAILY, hung, Duration.ofHours(8))).isEqualTo(RED);
        assertThat(state(DAILY, new Sighting(null, START), Duration.ofHours(7))).isEqualTo(RED);
    }

    @Test
    void tellsOnceThatItIsRedAndOnceThatItRecovered() {
        HeartbeatPoint point = HeartbeatPoint.fresh(START);
        int reds = 0;
        int recoveries = 0;
        for (int hour = 0; hour < 100; hour++) {
            Instant now = START.plus(Duration.ofHours(hour));
            Instant seen = hour < 60 ? START : START.plus(Duration.ofHours(60));
            HeartbeatStep step = HeartbeatRules.step(point, DAILY, new Sighting(seen, null), now);
            point = step.point();
            reds += step.news() == News.RED ? 1 : 0;
            recoveries += step.news() == News.RECOVERED ? 1 : 0;
        }

        assertThat(reds).isEqualTo(2);
        assertThat(recoveries).isEqualTo(1);
        assertThat(point.state()).isEqualTo(RED);
        assertThat(point.since()).isEqualTo(START.plus(Duration.ofHours(86)));
    }

    @Test
    void aFlappingPointIsToldThreeTimesThenOnlyWhenItStaysRed() {
        HeartbeatPoint point = HeartbeatPoint.fresh(START);
        int reds = 0;
        // 20 minutes after each success it is red for 10 minutes: ten times.
        for (int minute = 0; minute < 300; minute++) {
            Instant now = START.plus(Duration.ofMinutes(minute));
            Instant seen = START.plus(Duration.ofMinutes(minute / 30 * 30L));
            HeartbeatStep step = HeartbeatRules.step(point, QUICK, new Sighting(seen, null), now);
            point = step.point();
            reds += step.news() == News.RED ? 1 : 0;
        }
        assertThat(reds).isEqualTo(3);

        Instant lastSeen = START.plus(Duration.ofMinutes(270));
        int tellings = 0;
        for (int minute = 300; minute < 500; minute++) {
            Instant now = START.plus(Duration.ofMinutes(minute));
            HeartbeatStep step =
                    HeartbeatRules.step(point, QUICK, new Sighting(lastSeen, null), now);
            point = step.point();
            tellings += step.news() == News.RED ? 1 : 0;
        }
        assertThat(tellings).isEqualTo(1);
        assertThat(point.told()).isTrue();
    }

    @Test
    void aPointThatIsPausedWhileRedIsToldAgainAfterwards() {
        HeartbeatTerms paused =
                new HeartbeatTerms(DAILY.period(), DAILY.grace(), DAILY.maxRun(), true);
        Sighting seen = new Sighting(START, null);
        Instant late = START.plus(Duration.ofDays(3));

        HeartbeatStep red = HeartbeatRules.step(HeartbeatPoint.fresh(START), DAILY, seen, late);
        HeartbeatStep off = HeartbeatRules.step(red.point(), paused, seen, late);
        HeartbeatStep on = HeartbeatRules.step(off.point(), DAILY, seen, late);

        assertThat(red.news()).isEqualTo(News.RED);
        assertThat(off.news()).isEqualTo(News.NOTHING);
        assertThat(on.news()).isEqualTo(News.RED);
    }

    private static HeartbeatState state(HeartbeatTerms terms, Sighting seen, Duration later) {
        return HeartbeatRules.state(terms, seen, START.plus(later));
    }
}

package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.table.ScheduleFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What never was is no fault before it was due. */
@Timeout(60)
class FirstTimesIT {
    /** At 04:30 each day, with an hour of grace and two hours at work. */
    private static final String SCHEDULE = "registry-validation";

    private static final Instant INSTALLED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-22T04:30:00Z");

    private final RelationalStore store = RelationalStore.open(EmbeddedStack.fresh().endpoints());
    private final JdbcClient jdbc = JdbcClient.create(store.dataSource());
    private final ScheduleHistory history = new ScheduleHistory(jdbc);
    private final ScheduleStates states = new ScheduleStates(jdbc);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void itIsPendingUntilItIsDueAndRedOnceItShouldBeDone() {
        assertThat(line(INSTALLED))
                .isEqualTo(
                        ReviewLine.pending(
                                "registry",
                                "never; due at 2026-11-22T04:30:00Z, when a process serves",
                                "do it",
                                DUE));
        states.known(SCHEDULE, INSTALLED);
        assertThat(line(INSTALLED).found()).isEqualTo("never; due at 2026-11-22T04:30:00Z");
        Duration patience = patience();
        assertThat(line(DUE.plus(patience)).light()).isEqualTo(Light.PENDING);
        assertThat(line(DUE.plus(patience).plusSeconds(1)))
                .isEqualTo(
                        ReviewLine.red(
                                "registry", "never; due since 2026-11-22T04:30:00Z", "do it"));
    }

    @Test
    void whatWasDoneAndIsKeptNoMoreWasNotMissed() {
        states.known(SCHEDULE, INSTALLED);
        ScheduleHistory.Entry entry = new ScheduleHistory.Entry(SCHEDULE, DUE, Cause.CRON, null);
        assertThat(history.record(entry, Event.COMPLETED, "")).isTrue();

        assertThat(line(DUE.plus(Duration.ofDays(1))).found())
                .isEqualTo("never; due at 2026-11-24T04:30:00Z");
    }

    @Test
    void nobodyKnowsWhereNoScheduleDoesIt() {
        assertThat(states.pause(SCHEDULE, "olivia", INSTALLED)).isTrue();
        assertThat(line(INSTALLED))
                .isEqualTo(
                        ReviewLine.unknown("registry", "never; its schedule is paused", "do it"));
        assertThat(line(new Schedules(List.of()), INSTALLED).found())
                .isEqualTo("never; no schedule does it");
        assertThat(
                        times(
                                        () -> {
                                            throw new NightshiftException(
                                                    FailureCode.BAD_SCHEDULES, "It is bad.", "");
                                        },
                                        INSTALLED)
                                .never(
                                        "registry",
                                        "never",
                                        "do it",
                                        ScheduledJob.REGISTRY_VALIDATION))
                .as("another line tells of that")
                .isEqualTo(ReviewLine.unknown("registry", "never", "do it"));
    }

    private static Duration patience() {
        var schedule = ScheduleFile.shipped().show(SCHEDULE);
        return schedule.grace().plus(schedule.longest());
    }

    private ReviewLine line(Instant now) {
        return line(ScheduleFile.shipped(), now);
    }

    private ReviewLine line(Schedules table, Instant now) {
        return times(() -> table, now)
                .never("registry", "never", "do it", ScheduledJob.REGISTRY_VALIDATION);
    }

    private FirstTimes times(Supplier<Schedules> table, Instant now) {
        return new FirstTimes(table, () -> history, () -> states, now);
    }
}

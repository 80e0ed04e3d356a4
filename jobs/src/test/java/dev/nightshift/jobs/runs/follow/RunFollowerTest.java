package dev.nightshift.jobs.runs.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.runs.RunState;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class RunFollowerTest {
    private long seconds;
    private RunRow row = row(RunState.RUNNING, 0);
    private final RunFollower follower =
            new RunFollower(() -> row, () -> TimeUnit.SECONDS.toNanos(seconds));

    private static RunRow row(RunState state, long done) {
        return new RunRow(
                1,
                "counting",
                null,
                state,
                "",
                "alice",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                0,
                1,
                Map.of(),
                done,
                1_000L,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                null);
    }

    private RunSnapshot after(long more, RunState state, long done) {
        seconds += more;
        row = row(state, done);
        return follower.poll();
    }

    @Test
    void thePaceIsThatOfTheLastSecondsAndNotOfTheWholeRun() {
        assertThat(after(0, RunState.RUNNING, 0).perSecond()).isNull();
        assertThat(after(1, RunState.RUNNING, 10).perSecond()).isEqualTo(10);
        assertThat(after(1, RunState.RUNNING, 20).etaMs()).isEqualTo(98_000);
        RunSnapshot faster = after(1, RunState.RUNNING, 30);
        for (int second = 1; second <= 16; second++) {
            faster = after(1, RunState.RUNNING, 30 + 50L * second);
        }
        assertThat(faster.perSecond()).isEqualTo(50);
        assertThat(faster.etaMs()).as("by the whole 19 s so far").isEqualTo(3_892);
    }

    @Test
    void aMomentOfSlowWorkDoesNotMakeHoursOfMinutes() {
        for (int second = 0; second <= 60; second++) {
            after(1, RunState.RUNNING, 10L * second);
        }
        for (int second = 1; second <= 15; second++) {
            after(1, RunState.RUNNING, 600 + second / 15);
        }
        RunSnapshot slow = after(1, RunState.RUNNING, 602);
        assertThat(slow.perSecond()).isLessThan(0.2);
        assertThat(slow.etaMs()).isBetween(50_000L, 60_000L);
    }

    @Test
    void whatIsLeftFollowsAnotherSpeedWithinAMinute() {
        for (int second = 0; second <= 60; second++) {
            after(1, RunState.RUNNING, second);
        }
        RunSnapshot faster = after(1, RunState.RUNNING, 65);
        for (int second = 1; second <= 60; second++) {
            faster = after(1, RunState.RUNNING, 65 + 5L * second);
        }
        assertThat(faster.perSecond()).isEqualTo(5);
        assertThat(faster.etaMs()).isEqualTo((1_000 - 365) * 1_000 / 5);
    }

    @Test
    void aPauseIsNotSlowWork() {
        after(0, RunState.RUNNING, 0);
        after(10, RunState.RUNNING, 100);
        assertThat(after(1, RunState.PAUSING, 110).etaMs()).isNull();
        RunSnapshot paused = after(3_600, RunState.PAUSED, 110);
        assertThat(paused.isAtRest()).isTrue();
        assertThat(paused.perSecond()).isNull();
        assertThat(after(1, RunState.RUNNING, 110).perSecond()).isNull();
        assertThat(after(1, RunState.RUNNING, 120).perSecond()).isEqualTo(10);
    }

    @Test
    void aRunThatHangsHasAPaceOfZeroAndNoEta() {
        after(0, RunState.RUNNING, 10);
        RunSnapshot hanging = after(5, RunState.RUNNING, 10);
        assertThat(hanging.perSecond()).isZero();
        assertThat(hanging.etaMs()).isNull();
    }
}

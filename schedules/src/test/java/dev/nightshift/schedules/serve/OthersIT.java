package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.Hold;
import dev.nightshift.schedules.history.ScheduleHistory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a process that serves makes of the others: of what they left, and of being taken for dead.
 */
@Timeout(60)
class OthersIT {
    private static final Instant DUE = Instant.parse("2026-11-21T01:00:00Z");
    private static final Schedule ROW = Row.aRow("slow", "0 0 1 1 1 ?").build();

    private final Endpoints stores = TestStores.h2();
    private final Bench bench = new Bench(stores, InstantSource.system(), ROW);

    @Test
    void whatAnotherProcessLeftIsTakenUpWhileThisOneServes() throws Exception {
        try (bench;
                ScheduleService service = bench.serve()) {
            left();
            bench.look();

            bench.awaitEvents("slow", Event.COMPLETED, 1);
            assertThat(service.isRunning()).isTrue();
        }
    }

    /** Nobody can see that the process of another machine has died: its lease lapses. */
    @Test
    void whatAProcessOfAnotherMachineLeftIsTakenUpAsSoonAsItsLeaseLapses() throws Exception {
        try (bench;
                ScheduleService service = bench.serve()) {
            assertThat(
                            bench.historyStore()
                                    .claim(
                                            new ScheduleHistory.Entry(
                                                    "slow", DUE, Cause.CRON, null),
                                            false))
                    .isPresent();

            bench.awaitEvents("slow", Event.COMPLETED, 1);
            assertThat(service.isRunning()).isTrue();
        }
    }

    @Test
    void whatBelongsToAPausedScheduleWaits() throws Exception {
        try (bench;
                ScheduleService service = bench.serve()) {
            left();
            assertThat(bench.states().pause("slow", "olivia", DUE)).isTrue();
            bench.look();
            assertThat(bench.events("slow")).containsExactly(Event.LOST);

            assertThat(bench.states().resume("slow", DUE)).isTrue();
            bench.look();
            bench.awaitEvents("slow", Event.COMPLETED, 1);
            assertThat(service.isRunning()).isTrue();
        }
    }

    @Test
    void aProcessThatEndsTakesNothingUp() {
        try (bench;
                ScheduleService service = bench.serve()) {
            left();
            service.pause();
            bench.look();

            assertThat(bench.events("slow")).containsExactly(Event.LOST);
        }
    }

    @Test
    void aProcessThatWasTakenForDeadServesAgain() {
        try (bench;
                ScheduleService service = bench.serve()) {
            takenForDead();
            bench.giveSigns();

            assertThat(bench.servers().live()).hasSize(1);
            assertThat(service.isRunning()).isTrue();
            assertThat(service.loss()).isEmpty();
        }
    }

    @Test
    void oneWhosePlaceIsTakenEndsAndSaysSo() {
        try (bench;
                ScheduleService service = bench.serve()) {
            takenForDead();
            String other = bench.servers().enter(true);
            bench.giveSigns();

            assertThat(service.loss()).isPresent();
            assertThat(service.isRunning()).isFalse();
            assertThat(bench.wasToldOfItsLoss()).isTrue();
            assertThat(bench.servers().live())
                    .singleElement()
                    .satisfies(one -> assertThat(one.server()).isEqualTo(other));
        }
    }

    private void takenForDead() {
        bench.lapse(bench.servers().live().getFirst().server(), Duration.ofMinutes(1));
        assertThat(bench.servers().live()).isEmpty();
    }

    private void left() {
        ScheduleHistory history = bench.historyStore();
        Hold hold =
                history.claim(new ScheduleHistory.Entry("slow", DUE, Cause.CRON, null), false)
                        .orElseThrow();
        var _ = history.end(hold, Event.LOST, "no process is at work on it");
    }
}

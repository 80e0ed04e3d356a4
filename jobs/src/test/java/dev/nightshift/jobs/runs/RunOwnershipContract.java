package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunEnd;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.takeup.ReadOnlyPauses;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Who may work on what, on any relational store; a subclass per engine runs it. */
abstract class RunOwnershipContract extends RunsFixture {
    @Test
    void ofAHundredLaunchesAtOnceOneRunsAndTheOthersNameIt() throws Exception {
        Gate gate = new Gate(1);
        List<Runs> processes = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            processes.add(process(gate));
        }
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch refusedAll = new CountDownLatch(99);
        ConcurrentLinkedQueue<NightshiftException> refusals = new ConcurrentLinkedQueue<>();
        List<Future<RunReport>> launches = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            Runs process = processes.get(number % processes.size());
            launches.add(
                    threads.submit(
                            () -> {
                                go.await();
                                try {
                                    return process.starter().start(request("a"), RunListener.NONE);
                                } catch (NightshiftException refused) {
                                    refusals.add(refused);
                                    refusedAll.countDown();
                                    throw refused;
                                }
                            }));
        }

        go.countDown();
        assertThat(refusedAll.await(30, TimeUnit.SECONDS)).isTrue();
        gate.open();

        List<RunReport> reports = new ArrayList<>();
        for (Future<RunReport> launch : launches) {
            try {
                reports.add(launch.get(30, TimeUnit.SECONDS));
            } catch (java.util.concurrent.ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(NightshiftException.class);
            }
        }
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.state()).isEqualTo(RunState.COMPLETED));
        assertThat(refusals)
                .hasSize(99)
                .allSatisfy(
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_RUNNING);
                            assertThat(refused.message())
                                    .contains("Run " + reports.getFirst().runId() + " ");
                        });
        assertThat(gate.written).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void runsOfOneKeyWaitInTheOrderOfTheirNumbers() throws Exception {
        Gate gate = new Gate(1);
        Runs here = process(gate);
        ConcurrentLinkedQueue<Long> began = new ConcurrentLinkedQueue<>();
        List<JobStarter.Submitted> submitted = new ArrayList<>();
        for (String instance : List.of("a", "b", "c", "d")) {
            CountDownLatch waits = new CountDownLatch(1);
            Runs process = instance.equals("a") ? here : process((run, number) -> {});
            submitted.add(
                    process.starter()
                            .submit(
                                    request(instance).exclusive("counting/demo"),
                                    threads,
                                    new RunListener() {
                                        @Override
                                        public void waitingFor(long runId, long otherRunId) {
                                            waits.countDown();
                                        }

                                        @Override
                                        public void began(long runId) {
                                            began.add(runId);
                                        }
                                    }));
            if (instance.equals("a")) {
                gate.awaitInside();
            } else {
                assertThat(waits.await(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        long third = submitted.get(2).runId();
        assertThat(here.registry().show(third).state()).isEqualTo(RunState.QUEUED);
        assertThat(here.registry().stop(third, "bob").state()).isEqualTo(RunState.STOPPED);
        assertThat(submitted.get(2).report().get(60, TimeUnit.SECONDS).state())
                .isEqualTo(RunState.STOPPED);

        gate.open();

        for (int number : List.of(0, 1, 3)) {
            assertThat(submitted.get(number).report().get(60, TimeUnit.SECONDS).state())
                    .isEqualTo(RunState.COMPLETED);
        }
        assertThat(began)
                .containsExactly(
                        submitted.get(0).runId(),
                        submitted.get(1).runId(),
                        submitted.get(3).runId());
        assertThat(here.starter().restart(third, "bob", "request-2", RunListener.NONE).state())
                .as("what was stopped while it waited can be restarted")
                .isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aRunThatLivesIsNeverRecovered() throws Exception {
        Gate gate = new Gate(1);
        Runs here = process(gate);
        Runs there = process((run, number) -> {});
        Future<RunReport> run = startIn(here, request("a"));
        gate.awaitInside();
        long runId = there.registry().list(RunFilter.newest(1)).getFirst().runId();

        assertThatThrownBy(() -> there.registry().recover(runId))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.RUN_ALIVE);
                            assertThat(refused.code().exitCode()).isEqualTo(Exit.REFUSED);
                        });
        assertThat(there.registry().recoverAll()).isEmpty();
        assertThatThrownBy(() -> there.starter().restart(runId, "bob", "r", RunListener.NONE))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_RUNNING));
        gate.open();
        assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aRunThatHangsIsTakenFromItsProcessForAReasonAndGoesOnElsewhere() throws Exception {
        Gate gate = new Gate(3);
        Runs hanging = process(gate);
        Runs successor = process(gate);
        Future<RunReport> zombie = startIn(hanging, request("a"));
        gate.awaitInside();
        long runId = successor.registry().list(RunFilter.newest(1)).getFirst().runId();
        successor.registry().stop(runId, "bob");

        RunRow forced = successor.registry().force(runId, "bob", "it hangs");

        assertThat(forced.state()).isEqualTo(RunState.FAILED);
        assertThat(forced.stateReason()).isEqualTo("forced to end by bob: it hangs");
        assertThat(forced.failureCode()).isEqualTo("RUN_FORCED");
        assertThatThrownBy(() -> successor.registry().force(runId, "bob", "again"))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.RUN_STATE));
        RunReport report = successor.starter().restart(runId, "bob", "request-2", RunListener.NONE);
        gate.open();
        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(zombie.get(60, TimeUnit.SECONDS).failureCode()).isEqualTo("LEASE_LOST");
        assertThat(successor.registry().show(runId).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aProcessThatWakesDoesNotBuryWhatItWorksOn() throws Exception {
        Gate gate = new Gate(3);
        Runs sleeper = process(gate, QUIET);
        Future<RunReport> run = startIn(sleeper, request("a"));
        gate.awaitInside();
        sql().sql("UPDATE ns_run SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND")
                .update();

        assertThat(sleeper.registry().recoverAll()).isEmpty();

        gate.open();
        assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aProcessThatLostARunDoesNotMoveItForItsSuccessor() throws Exception {
        Gate gate = new Gate(3);
        AtomicReference<RunHandle> asleep = new AtomicReference<>();
        Runs sleeper =
                process(
                        (handle, number) -> {
                            asleep.set(handle);
                            gate.write(handle, number);
                        },
                        QUIET);
        Gate held = new Gate(4);
        Runs successor = process(held);
        Future<RunReport> zombie = startIn(sleeper, request("a"));
        gate.awaitInside();
        long runId = successor.registry().list(RunFilter.newest(1)).getFirst().runId();
        var _ = successor.registry().force(runId, "bob", "it hangs");
        Future<RunReport> second =
                threads.submit(
                        () ->
                                successor
                                        .starter()
                                        .restart(runId, "bob", "request-2", RunListener.NONE));
        held.awaitInside();

        Objects.requireNonNull(asleep.get()).pause("its own reason");
        Objects.requireNonNull(asleep.get()).stop("its own reason");

        assertThat(successor.registry().show(runId).state()).isEqualTo(RunState.RUNNING);
        held.open();
        gate.open();
        assertThat(second.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.COMPLETED);
        assertThat(zombie.get(60, TimeUnit.SECONDS).failureCode()).isEqualTo("LEASE_LOST");
    }

    @Test
    void whoPausesWhatPausesByItselfIsTheReason() throws Exception {
        Gate gate = new Gate(2);
        Runs here = process(gate);
        Future<RunReport> run = startIn(here, request("a"));
        gate.awaitInside();
        long runId = here.registry().list(RunFilter.newest(1)).getFirst().runId();
        sql().sql("UPDATE ns_run SET state = 'PAUSING', state_reason = :reason")
                .param("reason", RunEnd.READ_ONLY)
                .update();

        assertThat(here.registry().pause(runId, "bob").stateReason()).isEqualTo("paused by bob");
        awaitStopSeen(here, runId);
        gate.open();
        assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.PAUSED);
        assertThat(here.registry().show(runId).stateReason()).isEqualTo("paused by bob");

        sql().sql("UPDATE ns_run SET state_reason = :reason")
                .param("reason", RunEnd.READ_ONLY)
                .update();
        ReadOnlyPauses pauses = new ReadOnlyPauses(here);
        assertThat(pauses.waiting()).hasSize(1);
        assertThat(here.registry().pause(runId, "bob").stateReason()).isEqualTo("paused by bob");
        assertThat(pauses.waiting()).isEmpty();
    }

    @Test
    void aProcessThatSleptTooLongCommitsNothingOverItsSuccessor() throws Exception {
        Gate gate = new Gate(3);
        Runs sleeper = process(gate, QUIET);
        Runs successor = process(gate);
        Future<RunReport> zombie = startIn(sleeper, request("a"));
        gate.awaitInside();
        long runId = successor.registry().list(RunFilter.newest(1)).getFirst().runId();
        sql().sql("UPDATE ns_run SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND")
                .update();

        RunRow dead = successor.registry().show(runId);
        assertThat(dead.state()).isEqualTo(RunState.FAILED);
        assertThat(dead.failureCode()).isEqualTo("RUN_DIED");
        assertThat(successor.registry().recover(runId)).isEqualTo(dead);
        RunReport report = successor.starter().restart(runId, "bob", "request-2", RunListener.NONE);
        gate.open();

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        RunReport lost = zombie.get(60, TimeUnit.SECONDS);
        assertThat(lost.state()).isEqualTo(RunState.FAILED);
        assertThat(lost.failureCode()).isEqualTo("LEASE_LOST");
        assertThat(gate.written).containsExactly(1L, 2L, 3L, 3L, 4L, 5L);
        assertThat(successor.registry().show(runId).state()).isEqualTo(RunState.COMPLETED);
        assertThat(
                        sql().sql(
                                        "SELECT c.SHORT_CONTEXT FROM BATCH_STEP_EXECUTION_CONTEXT"
                                                + " c ORDER BY STEP_EXECUTION_ID")
                                .query(String.class)
                                .list())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"last\":\"long:2\""),
                        second -> assertThat(second).contains("\"last\":\"long:5\""));
    }

    @Test
    void aDeadRunThatHeldAKeyLetsTheNextOneIn() {
        Runs runs = process((run, number) -> {});
        RunReport first = runs.starter().start(request("a").exclusive("demo"), RunListener.NONE);
        sql().sql(
                        "UPDATE ns_run SET state = 'RUNNING', exclusive_held = 'demo', lease_owner"
                                + " = 'gone', process = 'host|elsewhere|1|1', lease_until ="
                                + " CURRENT_TIMESTAMP - INTERVAL '1' SECOND")
                .update();

        assertThat(runs.starter().start(request("b").exclusive("demo"), RunListener.NONE).state())
                .isEqualTo(RunState.COMPLETED);
        assertThat(runs.registry().show(first.runId()).failureCode()).isEqualTo("RUN_DIED");
        assertThat(told).contains("NIGHTSHIFT_COUNTING_RUN_FAILED");
        assertThat(
                        runs.starter()
                                .restart(first.runId(), "bob", "request-2", RunListener.NONE)
                                .state())
                .as("its job was complete when the process died")
                .isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aPurgeLeavesNothingOfOldRunsAndKeepsFailedOnesLonger() {
        Runs runs =
                process(
                        (run, number) -> {
                            if (run.parameters().containsKey("fail")) {
                                throw new NightshiftException(FailureCode.DISK_FULL, "No.", "");
                            }
                        });
        for (int number = 0; number < 3; number++) {
            assertThat(runs.starter().start(request("a" + number), RunListener.NONE).state())
                    .isEqualTo(RunState.COMPLETED);
        }
        long failed =
                runs.starter().start(request("b").with("fail", "1"), RunListener.NONE).runId();

        Duration never = Duration.ofDays(400);
        assertThat(runs.registry().purge(never, never, false)).isZero();
        assertThat(runs.registry().purge(Duration.ZERO, never, true)).isEqualTo(3);
        assertThat(runs.registry().purge(Duration.ZERO, never, false)).isEqualTo(3);
        assertThat(runs.registry().list(RunFilter.newest(10)))
                .extracting(RunRow::runId)
                .containsExactly(failed);
        assertThat(rows("BATCH_JOB_INSTANCE")).isEqualTo(1);
        assertThat(runs.registry().purge(Duration.ZERO, Duration.ZERO, false)).isEqualTo(1);
        for (String table :
                List.of(
                        "ns_run",
                        "BATCH_JOB_INSTANCE",
                        "BATCH_JOB_EXECUTION",
                        "BATCH_JOB_EXECUTION_PARAMS",
                        "BATCH_JOB_EXECUTION_CONTEXT",
                        "BATCH_STEP_EXECUTION",
                        "BATCH_STEP_EXECUTION_CONTEXT")) {
            assertThat(rows(table)).as(table).isZero();
        }
    }

    private long rows(String table) {
        return sql().sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
    }

    @Test
    void severalProcessesMayOpenAnEmptyStoreAtOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Runs>> openings = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            openings.add(
                    threads.submit(
                            () -> {
                                go.await();
                                return Runs.open(store, List.of());
                            }));
        }
        go.countDown();
        for (Future<Runs> opening : openings) {
            Runs runs = opening.get(30, TimeUnit.SECONDS);
            opened.add(runs);
            assertThat(runs.registry().list(RunFilter.newest(1))).isEmpty();
        }
    }
}

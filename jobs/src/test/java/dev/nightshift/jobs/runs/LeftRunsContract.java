package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.takeup.LeftRuns;
import dev.nightshift.jobs.runs.takeup.ReadOnlyPauses;
import dev.nightshift.jobs.runs.takeup.Recovery;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.runs.RunState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What becomes of runs that ended with their process, on any relational store. */
abstract class LeftRunsContract extends RunsFixture {
    /** Of a machine whose processes cannot be looked at from here. */
    private static final String ELSEWHERE = "'host|elsewhere|1|1'";

    @Test
    void aRunWhoseProcessDiedGoesOnWhereItStoodInTheNameOfItsOwner() throws Exception {
        Gate gate = new Gate(3);
        Runs serving = process(gate);
        Future<RunReport> zombie = startIn(process(gate, QUIET), request("a"));
        gate.awaitInside();
        Recovery recovery = recovery(serving, Runnable::run);
        sql().sql("UPDATE ns_run SET process = " + ELSEWHERE).update();

        recovery.look();
        assertThat(newest(serving).state()).as("its lease holds").isEqualTo(RunState.RUNNING);
        lapse();
        recovery.look();

        RunRow done = newest(serving);
        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(done.attempts()).isEqualTo(2);
        assertThat(done.startedBy()).isEqualTo("system on behalf of alice");
        assertThat(gate.written).containsExactly(1L, 2L, 3L, 3L, 4L, 5L);
        gate.open();
        assertThat(zombie.get(30, TimeUnit.SECONDS).failureCode()).isEqualTo("LEASE_LOST");
        recovery.look();
        assertThat(newest(serving).attempts()).as("it is over").isEqualTo(2);
    }

    @Test
    void aDeadRunIsFoundAndTakenUpWithinFifteenSeconds() {
        assertThat(LeaseTerms.DEFAULT.lease().plus(Recovery.EVERY))
                .isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void oneThatDiesAgainAndAgainWaitsForAPersonWhoMayTryAsOften() {
        Runs serving = process((run, number) -> {});
        Recovery recovery = recovery(serving, dead -> {});
        long run = leave(serving, request("a"), "alice");

        for (int death = 1; death <= 3; death++) {
            recovery.look();
            assertThat(newest(serving).attempts()).isEqualTo(1 + death);
            die();
        }
        recovery.look();

        RunRow left = newest(serving);
        assertThat(left.state()).isEqualTo(RunState.FAILED);
        assertThat(left.attempts()).isEqualTo(4);
        assertThat(left.startedBy()).isEqualTo("system on behalf of alice");
        assertThat(left.hint()).startsWith("It died 4 times: find out why");
        serving.starter().submitRestart(run, "bob", "request-2", dead -> {}, RunListener.NONE);
        die();
        recovery.look();
        assertThat(newest(serving).startedBy()).isEqualTo("system on behalf of bob");
    }

    @Test
    void ofManyProcessesThatSeeItOneTakesItUp() throws Exception {
        Queue<Runnable> taken = new ConcurrentLinkedQueue<>();
        List<Recovery> serving = new ArrayList<>();
        Runs first = process((run, number) -> {});
        for (int number = 0; number < 4; number++) {
            serving.add(recovery(process((run, batch) -> {}), taken::add));
        }
        leave(first, request("a"), "alice");
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> looks = new ArrayList<>();
        for (int look = 0; look < 16; look++) {
            Recovery one = serving.get(look % 4);
            looks.add(
                    threads.submit(
                            () -> {
                                go.await();
                                one.look();
                                return null;
                            }));
        }

        go.countDown();
        for (Future<?> look : looks) {
            look.get(30, TimeUnit.SECONDS);
        }

        assertThat(taken).hasSize(1);
        taken.forEach(Runnable::run);
        assertThat(newest(first).state()).isEqualTo(RunState.COMPLETED);
        assertThat(newest(first).attempts()).isEqualTo(2);
    }

    @Test
    void whatAPersonDecidedAboutStaysAsItIs() {
        Runs serving = process((run, number) -> {});
        Recovery recovery = recovery(serving, Runnable::run);
        for (RunState wanted : List.of(RunState.STOPPING, RunState.PAUSING)) {
            begin(serving, request("to rest " + wanted), "alice");
            sql().sql("UPDATE ns_run SET state = '%s' WHERE state = 'RUNNING'".formatted(wanted))
                    .update();
            die();
            assertThat(newest(serving).stateReason()).endsWith("while it was to rest");
        }
        long forced = begin(serving, request("forced"), "alice");
        serving.registry().force(forced, "bob", "it hangs");
        long givenUp = leave(serving, request("given up"), "alice");
        serving.registry().abandon(givenUp, "bob", "not wanted");
        long old = leave(serving, request("long ago"), "alice");
        sql().sql(
                        "UPDATE ns_run SET ended_at = CURRENT_TIMESTAMP - INTERVAL '25' HOUR WHERE"
                                + " run_id = "
                                + old)
                .update();
        leave(serving, request("held").with("held", "it may not"), "alice");
        leave(serving, request("due"), "schedule:nights");
        long replaced = leave(serving, request("replaced"), "alice");
        sql().sql("UPDATE ns_run SET instance_key = 'again' WHERE run_id = " + replaced).update();
        assertThat(serving.starter().start(request("again"), RunListener.NONE).state())
                .isEqualTo(RunState.COMPLETED);
        List<RunRow> before = serving.registry().list(RunFilter.newest(20));
        told.clear();

        recovery.look();

        assertThat(serving.registry().list(RunFilter.newest(20))).isEqualTo(before);
        assertThat(told).as("they are not told again").isEmpty();
    }

    @Test
    void whatGoesOnByItselfGoesOnAfterTheNextStartTooUnlessAPersonStoppedIt() throws Exception {
        Gate gate = new Gate(3);
        Runs serving = process(gate);
        Recovery recovery = recovery(serving, threads);
        long run = leave(serving, request("a"), "alice");

        recovery.look();
        gate.awaitInside();
        Future<Boolean> ended =
                threads.submit(() -> serving.starter().stopAll(Duration.ofSeconds(30)));
        awaitStopSeen(serving, run);
        gate.open();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(newest(serving).state()).isEqualTo(RunState.STOPPED);
        recovery.end();
        recovery.look();
        assertThat(newest(serving).state())
                .as("this process is to end")
                .isEqualTo(RunState.STOPPED);

        recovery(process((any, number) -> {}), Runnable::run).look();
        assertThat(newest(serving).state()).isEqualTo(RunState.COMPLETED);
        assertThat(newest(serving).attempts()).isEqualTo(3);
    }

    @Test
    void whatAPersonStoppedWhileItsProcessWasToEndRests() throws Exception {
        Gate gate = new Gate(3);
        Runs serving = process(gate);
        long run = leave(serving, request("a"), "alice");
        recovery(serving, threads).look();
        gate.awaitInside();
        serving.registry().stop(run, "bob");
        Future<Boolean> ended =
                threads.submit(() -> serving.starter().stopAll(Duration.ofSeconds(30)));
        awaitStopSeen(serving, run);
        gate.open();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();

        recovery(process((any, number) -> {}), Runnable::run).look();

        assertThat(newest(serving).state()).isEqualTo(RunState.STOPPED);
    }

    private static Recovery recovery(Runs runs, Executor executor) {
        return new Recovery(
                new ReadOnlyPauses(runs),
                Optional.of(new LeftRuns(runs)),
                () -> MongoMode.READ_WRITE,
                "system",
                executor);
    }

    /** A run of another machine that works. */
    private long begin(Runs runs, RunRequest request, String actor) {
        RunRequest own =
                new RunRequest(
                        request.job(),
                        request.company(),
                        request.instanceKey(),
                        null,
                        request.parameters(),
                        java.util.Set.of(),
                        actor,
                        request.requestId());
        long run = runs.starter().submit(own, never -> {}, RunListener.NONE).runId();
        sql().sql(
                        "UPDATE ns_run SET state = 'RUNNING', process = "
                                + ELSEWHERE
                                + " WHERE run_id = "
                                + run)
                .update();
        return run;
    }

    /** The same, and its machine is gone. */
    private long leave(Runs runs, RunRequest request, String actor) {
        long run = begin(runs, request, actor);
        die();
        assertThat(newest(runs).failureCode()).isEqualTo("RUN_DIED");
        return run;
    }

    private void die() {
        sql().sql("UPDATE ns_run SET process = " + ELSEWHERE + " WHERE lease_until IS NOT NULL")
                .update();
        lapse();
        opened.getFirst().registry().recoverAll();
    }

    private void lapse() {
        sql().sql(
                        "UPDATE ns_run SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND"
                                + " WHERE lease_until IS NOT NULL")
                .update();
    }

    private static RunRow newest(Runs runs) {
        return runs.registry().list(RunFilter.newest(1)).getFirst();
    }
}

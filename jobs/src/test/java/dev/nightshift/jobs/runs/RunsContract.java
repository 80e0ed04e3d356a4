package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.runs.takeup.ReadOnlyPauses;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.UncategorizedSQLException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What becomes of a run on any relational store; a subclass per engine runs it. */
abstract class RunsContract extends RunsFixture {
    @Test
    void aRunCompletesAndIsRecordedWithoutItsSecrets() {
        Runs runs = process((run, number) -> run.artefact("file", "out-" + number));

        RunReport report =
                runs.starter()
                        .start(request("a").withSecret("password", "hidden"), RunListener.NONE);

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.exitCode()).isEqualTo(Exit.DONE);
        RunRow row = runs.registry().show(report.runId());
        assertThat(row.counts()).isEqualTo(Map.of("counted", 5L));
        assertThat(row.parameters()).isEqualTo(Map.of("batches", "5", "password", "***"));
        assertThat(row.artefacts()).isEqualTo(Map.of("file", "out-5"));
        assertThat(row.companyId()).isEqualTo("demo");
        assertThat(row.startedBy()).isEqualTo("alice");
        assertThat(row.startedAt()).isBetween(row.queuedAt(), row.endedAt());
        assertThat(row.launchedAt()).isEqualTo(row.queuedAt());
        assertThat(row.attemptStartedAt()).isEqualTo(row.startedAt());
        assertThat(row.failureCode()).isNull();
        assertThat(runs.registry().list(RunFilter.newest(10))).containsExactly(row);
        assertThat(runs.registry().list(new RunFilter(new CompanyId("other"), null, null, 10)))
                .isEmpty();
    }

    @Test
    void aNamedFailureIsRecordedAndARestartGoesOnAtTheFailedBatch() {
        Gate batches = new Gate(0);
        Runs runs =
                process(
                        (run, number) -> {
                            batches.write(run, number);
                            if (number == 3 && run.attempt() == 1) {
                                throw new NightshiftException(
                                        FailureCode.DISK_FULL, "No room.", "Make some.");
                            }
                        });

        RunReport failed = runs.starter().start(request("a"), RunListener.NONE);

        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.failureCode()).isEqualTo("DISK_FULL");
        assertThat(failed.message()).isEqualTo("No room.");
        assertThat(failed.counts()).isEqualTo(Map.of("counted", 2L));
        assertThat(runs.starter().resumable(CountingJob.NAME, "a"))
                .hasValueSatisfying(run -> assertThat(run.runId()).isEqualTo(failed.runId()));

        RunReport report =
                runs.starter().restart(failed.runId(), "bob", "request-2", RunListener.NONE);

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.runId()).isEqualTo(failed.runId());
        assertThat(report.attempts()).isEqualTo(2);
        assertThat(report.failureCode()).isNull();
        assertThat(runs.registry().show(report.runId()))
                .satisfies(
                        row -> {
                            assertThat(row.launchedAt()).isBeforeOrEqualTo(row.startedAt());
                            assertThat(row.queuedAt()).isAfter(row.startedAt());
                            assertThat(row.attemptStartedAt()).isAfterOrEqualTo(row.queuedAt());
                        });
        assertThat(batches.written).containsExactly(1L, 2L, 3L, 3L, 4L, 5L);
        assertThat(runs.starter().resumable(CountingJob.NAME, "a")).isEmpty();
    }

    @Test
    void aRunPausesWhileMongoDbTakesNoWritesAndGoesOnAtItsBatch() throws Exception {
        Runs runs =
                process(
                        (run, number) -> {
                            if (number == 2 && run.attempt() == 1) {
                                throw new NightshiftException(
                                        FailureCode.MONGODB_READ_ONLY, "No primary.", "Wait.");
                            }
                        });
        ReadOnlyPauses pauses = new ReadOnlyPauses(runs);

        RunReport paused = runs.starter().start(request("a"), RunListener.NONE);

        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.counts()).isEqualTo(Map.of("counted", 1L));
        assertThat(pauses.waiting()).hasSize(1);
        pauses.resume("serve", "request-2", Runnable::run);
        RunRow done = runs.registry().show(paused.runId());
        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(done.startedBy()).isEqualTo("serve on behalf of alice");
        assertThat(pauses.waiting()).isEmpty();
    }

    @Test
    void anUnexpectedFailureTellsTheOperatorNothingOfItsText() {
        Runs runs =
                process(
                        (run, number) -> {
                            throw new IllegalStateException("phone +12025550123 is a duplicate");
                        });

        RunReport report = runs.starter().start(request("a"), RunListener.NONE);

        assertThat(report.failureCode()).isEqualTo("INTERNAL");
        assertThat(report.message()).doesNotContain("2025550123");
        assertThat(
                        sql().sql(
                                        "SELECT COUNT(*) FROM BATCH_STEP_EXECUTION"
                                                + " WHERE EXIT_MESSAGE LIKE '%2025550123%'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void anotherProcessStopsARunAtItsNextBatchWithinASecond() throws Exception {
        Gate gate = new Gate(2);
        Runs here = process(gate);
        Runs there = process((run, number) -> {});
        Future<RunReport> run = startIn(here, request("a"));
        gate.awaitInside();
        long runId = there.registry().list(RunFilter.newest(1)).getFirst().runId();

        RunRow asked = there.registry().stop(runId, "bob");

        assertThat(asked.state()).isEqualTo(RunState.STOPPING);
        assertThat(there.registry().stop(runId, "bob").state()).isEqualTo(RunState.STOPPING);
        assertThatThrownBy(() -> there.registry().pause(runId, "bob"))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.RUN_STATE));
        // Asked for four times a second; what comes then takes as long as the machine needs.
        assertThat(LeaseTerms.DEFAULT.poll()).isLessThanOrEqualTo(Duration.ofMillis(250));
        awaitStopSeen(here, runId);
        gate.open();
        RunReport report = run.get(60, TimeUnit.SECONDS);
        assertThat(report.state()).isEqualTo(RunState.STOPPED);
        assertThat(report.exitCode()).isEqualTo(Exit.STOPPED);
        assertThat(report.counts()).isEqualTo(Map.of("counted", 2L));
        assertThat(gate.written).containsExactly(1L, 2L);

        assertThat(there.starter().restart(runId, "bob", "request-2", RunListener.NONE).state())
                .isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aPausedRunKeepsItsPlaceAndGoesOn() throws Exception {
        Gate gate = new Gate(2);
        Runs here = process(gate);
        Future<RunReport> run = startIn(here, request("a").exclusive("demo"));
        gate.awaitInside();
        long runId = here.registry().list(RunFilter.newest(1)).getFirst().runId();
        assertThat(here.registry().pause(runId, "bob").state()).isEqualTo(RunState.PAUSING);
        awaitStopSeen(here, runId);
        gate.open();

        RunReport report = run.get(60, TimeUnit.SECONDS);

        assertThat(report.state()).isEqualTo(RunState.PAUSED);
        assertThatThrownBy(() -> here.starter().start(request("a"), RunListener.NONE))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_RUNNING);
                            assertThat(refused.hint()).contains("resume " + runId);
                        });
        assertThat(here.starter().start(request("b").exclusive("demo"), RunListener.NONE).state())
                .as("a paused run holds nothing up")
                .isEqualTo(RunState.COMPLETED);
        assertThat(here.registry().purge(Duration.ZERO, Duration.ZERO, true))
                .as("a paused run is never purged")
                .isEqualTo(1);
        assertThat(here.starter().resume(runId, "bob", "request-2", RunListener.NONE).state())
                .isEqualTo(RunState.COMPLETED);
        assertThat(gate.written).containsExactly(1L, 2L, 1L, 2L, 3L, 4L, 5L, 3L, 4L, 5L);
    }

    @Test
    void aDiskThatGetsFullIsWhyARunFailedWhateverMetItFirst() {
        IOException full = new IOException("No space left on device");
        for (RuntimeException met :
                List.of(
                        new UncheckedIOException(full),
                        new NightshiftException(FailureCode.INTERNAL, "It broke.", "", full),
                        new UncategorizedSQLException("update", "", new SQLException(full)))) {
            Runs runs =
                    process(
                            (run, number) -> {
                                if (number == 2 && run.attempt() == 1) {
                                    throw met;
                                }
                            });

            RunReport failed = runs.starter().start(request("a"), RunListener.NONE);

            assertThat(failed.failureCode()).isEqualTo("DISK_FULL");
            assertThat(failed.message()).isEqualTo("A disk is full: the data dir's, or a store's.");
            assertThat(failed.hint())
                    .isEqualTo(
                            "Make room and repeat the command, or go on with 'nightshift runs"
                                    + " restart %d'.",
                            failed.runId());
            assertThat(
                            runs.starter()
                                    .restart(failed.runId(), "bob", "request-2", RunListener.NONE)
                                    .state())
                    .isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void whatIsDoneOrGivenUpIsNotRestarted() {
        Runs runs =
                process(
                        (run, number) -> {
                            if (run.parameters().containsKey("fail")) {
                                throw new NightshiftException(FailureCode.DISK_FULL, "No.", "");
                            }
                        });
        long done = runs.starter().start(request("a"), RunListener.NONE).runId();
        long failed =
                runs.starter().start(request("b").with("fail", "1"), RunListener.NONE).runId();
        RunRow givenUp = runs.registry().abandon(failed, "bob", "wrong file");

        assertThat(givenUp.state()).isEqualTo(RunState.ABANDONED);
        assertThat(givenUp.stateReason()).isEqualTo("given up by bob: wrong file");
        for (long runId : new long[] {done, failed}) {
            assertThatThrownBy(() -> runs.starter().restart(runId, "bob", "r", RunListener.NONE))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            refused -> assertThat(refused.code()).isEqualTo(FailureCode.RUN_STATE));
            assertThatThrownBy(() -> runs.registry().stop(runId, "bob"))
                    .isInstanceOf(NightshiftException.class);
            assertThatThrownBy(() -> runs.registry().recover(runId))
                    .isInstanceOf(NightshiftException.class);
        }
        assertThatThrownBy(() -> runs.registry().show(4711))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    @Test
    void theEndOfAProcessStopsItsRunsAtABatch() throws Exception {
        Gate gate = new Gate(2);
        Runs here = process(gate);
        Future<RunReport> run = startIn(here, request("a"));
        gate.awaitInside();
        Future<Boolean> stopped =
                threads.submit(() -> here.starter().stopAll(Duration.ofSeconds(10)));
        awaitStopSeen(here, here.registry().list(RunFilter.newest(1)).getFirst().runId());
        gate.open();

        assertThat(stopped.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.STOPPED);
        assertThat(gate.written).containsExactly(1L, 2L);
    }

    @Test
    void anInterruptedRunIsStoppedAndItsThreadStaysInterrupted() throws Exception {
        Runs here =
                process(
                        (run, number) -> {
                            if (number == 2) {
                                Thread.currentThread().interrupt();
                            }
                        });
        Future<Boolean> interrupted =
                threads.submit(
                        () -> {
                            RunReport report = here.starter().start(request("a"), RunListener.NONE);
                            assertThat(report.state()).isEqualTo(RunState.STOPPED);
                            assertThat(report.counts()).isEqualTo(Map.of("counted", 2L));
                            return Thread.interrupted();
                        });

        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
    }
}

package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.housekeeping.HousekeepingJob;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.launch.Order;
import dev.nightshift.schedules.launch.Outcome;
import dev.nightshift.schedules.launch.RunLauncher;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a schedule makes of a run that rests. */
@Timeout(60)
class RunLauncherIT {
    private static final Schedule ROW =
            Row.aRow("keeping", "0 0 1 1 1 ?").of(ScheduledJob.HOUSEKEEPING).build();

    private final Runs runs =
            Runs.open(
                    TestStores.h2(), List.of(new HousekeepingJob(Map.of("runDays", asked -> 1L))));
    private final List<Long> accepted = new ArrayList<>();
    private final Order order =
            new Order(ROW, new PlatformContext("r", "schedules", "schedule:keeping"), null);
    private final RunLauncher continued =
            RunLauncher.of(runs, one -> HousekeepingJob.request(one.context(), Map.of()));
    private final RunLauncher anew =
            RunLauncher.anew(runs, one -> HousekeepingJob.request(one.context(), Map.of()));

    @AfterEach
    void close() {
        runs.close();
    }

    @Test
    void aPausedRunIsWaitedForUntilItIsOver() {
        long run = rested(RunState.PAUSED, null);

        assertThat(continued.goOn(order, run, accepted::add).state())
                .as("a person may have paused it")
                .isEqualTo(Outcome.State.PAUSED);
        assertThat(continued.look(order, run, accepted::add).detail())
                .isEqualTo("run 1 is paused; go on with: nightshift runs resume 1");
        rest(run, RunState.COMPLETED, null);
        assertThat(continued.look(order, run, accepted::add).state()).isEqualTo(Outcome.State.DONE);
        rest(run, RunState.STOPPED, null);
        assertThat(continued.look(order, run, accepted::add).state())
                .isEqualTo(Outcome.State.STOPPED);
        rest(run, RunState.FAILED, "INTERNAL");
        assertThat(continued.look(order, run, accepted::add).state())
                .isEqualTo(Outcome.State.FAILED);
        assertThat(runs.registry().show(run).attempts()).isEqualTo(1);
    }

    @Test
    void aRunThatWasCutGoesOnAndOneThatIsOverIsDone() {
        long run = rested(RunState.STOPPED, null);
        assertThat(continued.goOn(order, run, accepted::add).state()).isEqualTo(Outcome.State.DONE);
        assertThat(runs.registry().show(run).attempts()).isEqualTo(2);

        assertThat(continued.goOn(order, run, accepted::add).detail()).isEqualTo("run 1 was over");
        assertThat(continued.goOn(order, 99, accepted::add).detail()).isEqualTo("run 99 was over");
    }

    @Test
    void whatCannotBeContinuedIsBegunAnewOnceItWasCut() {
        long stopped = rested(RunState.STOPPED, null);
        assertThat(anew.goOn(order, stopped, accepted::add).state()).isEqualTo(Outcome.State.DONE);
        assertThat(accepted).hasSize(2);

        rest(stopped, RunState.FAILED, "RUN_DIED");
        assertThat(anew.goOn(order, stopped, accepted::add).state()).isEqualTo(Outcome.State.DONE);
        assertThat(accepted).hasSize(3).doesNotHaveDuplicates();
        assertThat(runs.registry().show(stopped).attempts()).isEqualTo(1);

        rest(stopped, RunState.FAILED, "DRILL_FAILED");
        assertThat(anew.goOn(order, stopped, accepted::add).state())
                .as("it was judged")
                .isEqualTo(Outcome.State.FAILED);
        assertThat(anew.goOn(order, accepted.getLast(), accepted::add).state())
                .isEqualTo(Outcome.State.DONE);
        assertThat(accepted).hasSize(3);
    }

    @Test
    void aRunWhoseProcessIsSeenToHaveDiedWhileItWasWaitedForGoesOn() {
        long run = rested(RunState.RUNNING, null);
        assertThat(continued.goOn(order, run, accepted::add).state())
                .as("its lease may lapse a moment later than that of its row")
                .isEqualTo(Outcome.State.PAUSED);

        rest(run, RunState.FAILED, "RUN_DIED");
        batch("FAILED");
        assertThat(continued.look(order, run, accepted::add).state()).isEqualTo(Outcome.State.DONE);
        assertThat(runs.registry().show(run).attempts()).isEqualTo(2);
    }

    private long rested(RunState state, @Nullable String code) {
        assertThat(continued.launch(order, accepted::add).state()).isEqualTo(Outcome.State.DONE);
        long run = accepted.getFirst();
        rest(run, state, code);
        return run;
    }

    private void rest(long run, RunState state, @Nullable String code) {
        JdbcClient jdbc = JdbcClient.create(runs.store().dataSource());
        jdbc.sql("UPDATE ns_run SET state = :state, failure_code = :code WHERE run_id = :run")
                .param("state", state.name())
                .param("code", code)
                .param("run", run)
                .update();
        if (state == RunState.STOPPED) {
            batch("STOPPED");
        }
    }

    private void batch(String status) {
        JdbcClient jdbc = JdbcClient.create(runs.store().dataSource());
        jdbc.sql("UPDATE BATCH_JOB_EXECUTION SET STATUS = :status")
                .param("status", status)
                .update();
        jdbc.sql("UPDATE BATCH_STEP_EXECUTION SET STATUS = :status")
                .param("status", status)
                .update();
    }
}

package dev.nightshift.schedules.launch;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Starts a job whose order is one run. Thread-safe. */
public final class RunLauncher implements Launcher {
    private static final Logger log = LoggerFactory.getLogger(RunLauncher.class);

    private final Runs runs;
    private final Function<Order, RunRequest> request;
    private final boolean continues;

    private RunLauncher(Runs runs, Function<Order, RunRequest> request, boolean continues) {
        this.runs = runs;
        this.request = request;
        this.continues = continues;
    }

    /**
     * For a job that goes on where it stood.
     *
     * @param request what is asked for on an order
     */
    public static RunLauncher of(Runs runs, Function<Order, RunRequest> request) {
        return new RunLauncher(runs, request, true);
    }

    /** For a job that cannot be continued: what was cut is begun anew, as another run. */
    public static RunLauncher anew(Runs runs, Function<Order, RunRequest> request) {
        return new RunLauncher(runs, request, false);
    }

    @Override
    public Outcome launch(Order order, LongConsumer accepted) {
        RunReport report = runs.starter().start(request.apply(order), new Told(accepted));
        return outcome(report.runId(), report.state(), report.message());
    }

    @Override
    public Outcome look(Order order, long runId, LongConsumer accepted) {
        // One that still counted as alive when its row was taken up, or that died since.
        return hasDied(runs.registry().show(runId))
                ? goOn(order, runId, accepted)
                : standing(runId);
    }

    @Override
    public Outcome goOn(Order order, long runId, LongConsumer accepted) {
        try {
            RunRow run = runs.registry().show(runId);
            if (run.state() == RunState.PAUSED || run.state().isActive()) {
                return standing(runId);
            }
            if (continues) {
                RunReport report =
                        runs.starter()
                                .restart(
                                        runId,
                                        order.schedule().actor(),
                                        order.context().requestId(),
                                        new Told(accepted));
                return outcome(runId, report.state(), report.message());
            }
            return wasCut(run) ? launch(order, accepted) : standing(runId);
        } catch (NightshiftException over) {
            if (over.code() == FailureCode.ALREADY_RUNNING) {
                // Somebody was faster with it.
                return standing(runId);
            }
            if (over.code() != FailureCode.RUN_STATE && over.code() != FailureCode.NOT_FOUND) {
                throw over;
            }
            log.atInfo().addKeyValue("runId", runId).log("run is over: nothing to go on with");
            return new Outcome(Outcome.State.DONE, 0, "run %d was over".formatted(runId));
        }
    }

    private static boolean wasCut(RunRow run) {
        return run.state() == RunState.STOPPED || hasDied(run);
    }

    private static boolean hasDied(RunRow run) {
        return FailureCode.RUN_DIED.name().equals(run.failureCode());
    }

    private Outcome standing(long runId) {
        RunRow run = runs.registry().show(runId);
        return run.state().isActive() ? paused(runId) : outcome(runId, run.state(), run.message());
    }

    private static Outcome outcome(long runId, RunState state, @Nullable String message) {
        return switch (state) {
            case COMPLETED -> new Outcome(Outcome.State.DONE, 1, "");
            case STOPPED ->
                    new Outcome(Outcome.State.STOPPED, 1, "run %d stopped".formatted(runId));
            case PAUSED -> paused(runId);
            case FAILED, ABANDONED, QUEUED, RUNNING, PAUSING, STOPPING ->
                    new Outcome(
                            Outcome.State.FAILED,
                            1,
                            "run %d: %s"
                                    .formatted(
                                            runId,
                                            Objects.requireNonNullElse(message, state.name())));
        };
    }

    private static Outcome paused(long runId) {
        return new Outcome(
                Outcome.State.PAUSED,
                1,
                "run %d is paused; go on with: nightshift runs resume %d".formatted(runId, runId));
    }

    /** Passes the number on. */
    record Told(LongConsumer accepted) implements RunListener {
        @Override
        public void accepted(long runId) {
            accepted.accept(runId);
        }
    }
}

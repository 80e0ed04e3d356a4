package dev.nightshift.schedules.fire;

import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Starts a job whose order is one run. Thread-safe. */
public final class RunLauncher implements Launcher {
    private static final Logger log = LoggerFactory.getLogger(RunLauncher.class);

    private final JobStarter starter;
    private final Function<Order, RunRequest> request;

    /**
     * @param request what is asked for on an order
     */
    public RunLauncher(JobStarter starter, Function<Order, RunRequest> request) {
        this.starter = starter;
        this.request = request;
    }

    @Override
    public Outcome launch(Order order, LongConsumer accepted) {
        return outcome(starter.start(request.apply(order), new Told(accepted)));
    }

    @Override
    public Outcome goOn(Order order, long runId, LongConsumer accepted) {
        try {
            return outcome(
                    starter.restart(
                            runId,
                            order.schedule().actor(),
                            order.context().requestId(),
                            new Told(accepted)));
        } catch (NightshiftException over) {
            if (over.code() != FailureCode.RUN_STATE && over.code() != FailureCode.NOT_FOUND) {
                throw over;
            }
            log.atInfo().addKeyValue("runId", runId).log("run is over: nothing to go on with");
            return new Outcome(Outcome.State.DONE, 0, "run %d was over".formatted(runId));
        }
    }

    private static Outcome outcome(RunReport report) {
        return switch (report.state()) {
            case COMPLETED -> new Outcome(Outcome.State.DONE, 1, "");
            case STOPPED ->
                    new Outcome(
                            Outcome.State.STOPPED, 1, "run %d stopped".formatted(report.runId()));
            case PAUSED ->
                    new Outcome(
                            Outcome.State.STOPPED,
                            1,
                            "run %d is paused; go on with: nightshift runs resume %d"
                                    .formatted(report.runId(), report.runId()));
            case FAILED, ABANDONED, QUEUED, RUNNING, PAUSING, STOPPING ->
                    new Outcome(
                            Outcome.State.FAILED,
                            1,
                            "run %d: %s"
                                    .formatted(
                                            report.runId(),
                                            Objects.requireNonNullElse(
                                                    report.message(), report.state().name())));
        };
    }

    /** Passes the number on. */
    record Told(LongConsumer accepted) implements RunListener {
        @Override
        public void accepted(long runId) {
            accepted.accept(runId);
        }
    }
}

package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code drill run}. */
@Command(
        name = "run",
        description = {
            "Runs a drill, by default in a lab of its own: a real Redis, a replica set of three"
                    + " and",
            "generated companies; nothing that is configured is touched. Ctrl-C ends it early and",
            "heals. Exit code 0 passed, 1 failed, incomplete or healed by the watchdog, 3 refused,",
            "5 ended early."
        })
public final class DrillRunCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec command;

    @Parameters(paramLabel = "EXPERIMENT", description = "Its name, as 'drill list' shows it.")
    private String experiment = "";

    @Option(names = "--lab", description = "In a lab of its own; the default.")
    private boolean lab;

    @Option(
            names = "--live",
            description = "On the configured servers, after a preflight; needs --target.")
    private boolean live;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "For --live: the name of the installation, typed again.")
    private @Nullable String target;

    @Option(
            names = "--participant",
            paramLabel = "NAME",
            description = "Who takes part, for the report; repeat it.")
    private List<String> participants = List.of();

    @Option(
            names = "--pace",
            paramLabel = "N",
            defaultValue = "1",
            description = "Multiplies all pauses: 1 as planned, 0.1 to try it.")
    private double pace = 1;

    private final Session session;

    /** The command in a session. */
    public DrillRunCommand(Session session) {
        this.session = session;
    }

    private DrillOrder order() {
        if (lab && live) {
            throw wrong("Either --lab or --live.");
        }
        if (!(pace > 0 && pace <= 10)) {
            throw wrong("--pace is above 0 and at most 10.");
        }
        Experiment planned = DrillListCommand.experiments(session).show(experiment);
        String name = session.settings().environment();
        if (live && !name.equals(target)) {
            throw new NightshiftException(
                    FailureCode.DRILL_REFUSED,
                    target == null
                            ? "A live drill breaks the servers of '%s'.".formatted(name)
                            : "'%s' is not the name of this installation.".formatted(target),
                    target == null
                            ? "Type its name again to go on: --live --target %s".formatted(name)
                            : "NIGHTSHIFT_ENVIRONMENT names it: look there what you are about to"
                                    + " break.");
        }
        return new DrillOrder(planned, live, session.actor(), participants, pace);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), what);
    }

    @Override
    public Integer call() {
        DrillOrder order = order();
        Jobs jobs = session.jobs(DrillJob.NAME);
        Drills drills = DrillArgument.drills(session);
        List<Path> before = drills.folders();
        RunReport run =
                jobs.watched(
                        listener ->
                                jobs.runs()
                                        .starter()
                                        .start(
                                                DrillJob.request(
                                                        session.platform(DrillJob.NAME), order),
                                                listener));
        Path folder =
                drills.folders().stream()
                        .filter(made -> !before.contains(made))
                        .reduce((first, last) -> last)
                        .orElse(null);
        if (folder == null) {
            return refused(run);
        }
        Chain chain = Chain.read(folder.resolve(Journal.FILE));
        if (chain.lines().isEmpty()) {
            return refused(run);
        }
        DrillView view = DrillView.of(chain, folder.toString());
        session.printer().result(view, DrillView::text);
        if (run.hint() != null && DrillState.valueOf(view.state()) == DrillState.REFUSED) {
            session.printer().note("hint: " + run.hint());
        }
        return DrillState.valueOf(view.state()).exitCode();
    }

    private static int refused(RunReport run) {
        if (run.failureCode() == null) {
            return run.exitCode();
        }
        throw new NightshiftException(
                FailureCode.valueOf(run.failureCode()),
                Objects.requireNonNullElse(run.message(), "The drill was not begun."),
                Objects.requireNonNullElse(run.hint(), ""));
    }
}

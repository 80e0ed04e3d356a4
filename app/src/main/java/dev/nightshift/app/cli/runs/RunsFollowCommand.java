package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.store.RunRow;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs follow}. */
@Command(
        name = "follow",
        description = {
            "Waits until a run is at rest and shows how far it is.",
            "The exit code is the run's: 0 completed, 5 stopped or paused, else its failure's."
        })
public final class RunsFollowCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsFollowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunRow rested;
        try (RunWatch watch = new RunWatch(session.runs().registry(), session.surroundings())) {
            rested = watch.untilAtRest(run.id());
        }
        session.printer().result(rested, RunView::lines);
        return RunView.exit(rested);
    }
}

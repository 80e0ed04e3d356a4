package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.JobStarter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs restart}. */
@Command(
        name = "restart",
        description = "Goes on with a run that was stopped, failed or died, where it stood.")
public final class RunsRestartCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsRestartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return RunContinuation.of(session, run.id(), JobStarter::restart);
    }
}

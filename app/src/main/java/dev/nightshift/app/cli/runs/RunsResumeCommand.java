package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.JobStarter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code runs resume}. */
@Command(name = "resume", description = "Goes on with a paused run where it stood.")
public final class RunsResumeCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    private final Session session;

    /** The command in a session. */
    public RunsResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return RunContinuation.of(session, run.id(), JobStarter::resume);
    }
}

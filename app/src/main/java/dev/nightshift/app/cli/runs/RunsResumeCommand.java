package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.tenant.PlatformContext;

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
        PlatformContext context = session.platform("runs");
        Jobs jobs = session.jobs("runs");
        RunReport report =
                jobs.watched(
                        listener ->
                                jobs.runs()
                                        .starter()
                                        .resume(
                                                run.id(),
                                                context.actor(),
                                                context.requestId(),
                                                listener));
        session.printer().result(jobs.runs().registry().show(report.runId()), RunView::lines);
        return report.exitCode();
    }
}

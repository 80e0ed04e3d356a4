package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.tenant.PlatformContext;

/** Goes on with a run in this process until it rests, and shows it. */
final class RunContinuation {
    /** The way to go on: {@code JobStarter::restart} or {@code JobStarter::resume}. */
    interface Way {
        RunReport go(
                JobStarter starter,
                long runId,
                String actor,
                String requestId,
                RunListener listener);
    }

    private RunContinuation() {}

    /** Returns the exit code. */
    static int of(Session session, long runId, Way way) {
        PlatformContext context = session.platform("runs");
        Jobs jobs = session.jobs("runs");
        RunReport report =
                jobs.watched(
                        listener ->
                                way.go(
                                        jobs.runs().starter(),
                                        runId,
                                        context.actor(),
                                        context.requestId(),
                                        listener));
        session.printer().result(jobs.runs().registry().show(report.runId()), RunView::lines);
        return report.exitCode();
    }
}

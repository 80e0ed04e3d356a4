package dev.nightshift.app.cli.heartbeats;

import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.heartbeatsweep.HeartbeatSweepJob;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.tenant.PlatformContext;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** {@code heartbeats sweep}. */
@Command(
        name = "sweep",
        description = {
            "Looks at every company's signs of life and alerts for those that are newly missed.",
            "Exit code 1 when a company could not be looked at."
        })
public final class HeartbeatsSweepCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public HeartbeatsSweepCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Sweep(
            long runId,
            String state,
            long companies,
            long green,
            long late,
            long red,
            long never,
            long paused,
            long newlyRed,
            long recovered,
            long failed,
            long durationMs) {
        static Sweep of(RunReport run) {
            return new Sweep(
                    run.runId(),
                    run.state().name(),
                    count(run, "companies"),
                    count(run, "green"),
                    count(run, "late"),
                    count(run, "red"),
                    count(run, "never"),
                    count(run, "paused"),
                    count(run, "newlyRed"),
                    count(run, "recovered"),
                    count(run, "failed"),
                    run.durationMs());
        }

        private static long count(RunReport run, String name) {
            return run.counts().getOrDefault(name, 0L);
        }
    }

    @Override
    public Integer call() {
        // A bad registry is refused before there is a run.
        var _ = RegistryLoader.load(session.settings().registryDir()).orThrow();
        PlatformContext context = session.platform(HeartbeatSweepJob.NAME);
        Jobs jobs = session.jobs(HeartbeatSweepJob.NAME);
        RunReport run =
                jobs.watched(
                        listener ->
                                HeartbeatSweepJob.sweep(jobs.runs().starter(), context, listener));
        Sweep sweep = Sweep.of(run);
        session.printer().result(sweep, HeartbeatsSweepCommand::text);
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
        }
        if (sweep.failed() > 0) {
            session.printer()
                    .note(
                            "companies that could not be looked at: %d; the log names them"
                                    .formatted(sweep.failed()));
        }
        return run.exitCode() == 0 && sweep.failed() > 0 ? 1 : run.exitCode();
    }

    private static String text(Sweep sweep) {
        return """
        state      %s
        companies  %d
        green      %d
        late       %d
        red        %d, newly %d
        never      %d
        paused     %d
        recovered  %d
        """
                .formatted(
                        sweep.state(),
                        sweep.companies(),
                        sweep.green(),
                        sweep.late(),
                        sweep.red(),
                        sweep.newlyRed(),
                        sweep.never(),
                        sweep.paused(),
                        sweep.recovered());
    }
}

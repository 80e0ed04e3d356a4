package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.RunReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code backfill run}. */
@Command(
        name = "run",
        description = {
            "Begins a backfill: stage after stage, each ended by its gates. Ctrl-C ends it at the",
            "next batches; nightshift backfill resume goes on."
        })
public final class BackfillRunCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();
    @Mixin private CourseOptions course = new CourseOptions();

    @Option(names = "--dry-run", description = "Writes nothing: the same as backfill plan.")
    private boolean dryRun;

    private final Session session;

    /** The command in a session. */
    public BackfillRunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (dryRun) {
            return BackfillPlanCommand.planned(session, migration.id(), course.options());
        }
        var context = session.platform(BackfillEnd.FEATURE);
        var options = course.options();
        Jobs jobs = session.jobs(BackfillEnd.FEATURE);
        RunReport run =
                jobs.watched(
                        listener ->
                                jobs.backfills().run(context, migration.id(), options, listener));
        return BackfillEnd.shown(session, migration.id(), run);
    }
}

package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.BackfillOptions;
import dev.nightshift.jobs.backfill.PlanReport;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code backfill plan}. */
@Command(
        name = "plan",
        description = {
            "Finds out what a backfill would do: documents that match, would change, would fail,",
            "for each company, with samples and how long it would take. Writes no document."
        })
public final class BackfillPlanCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();
    @Mixin private CourseOptions course = new CourseOptions();

    private final Session session;

    /** The command in a session. */
    public BackfillPlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return planned(session, migration.id(), course.options());
    }

    static int planned(Session session, String id, BackfillOptions options) {
        var context = session.platform(BackfillEnd.FEATURE);
        Jobs jobs = session.jobs(BackfillEnd.FEATURE);
        PlanReport.Planned planned =
                jobs.watched(listener -> jobs.backfills().plan(context, id, options, listener));
        PlanReport report = planned.report();
        if (report != null) {
            session.printer().result(report, BackfillView::plan);
        }
        BackfillEnd.failure(session, planned.run());
        return report != null && report.failureCode() != null
                ? Exit.FAILED
                : planned.run().exitCode();
    }
}

package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.RunReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code backfill resume}. */
@Command(
        name = "resume",
        description = {
            "Goes on with a backfill that rests: with companies that failed or are not done, and"
                    + " no",
            "others."
        })
public final class BackfillResumeCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();
    @Mixin private PaceOptions pace = new PaceOptions();

    private final Session session;

    /** The command in a session. */
    public BackfillResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var context = session.platform(BackfillEnd.FEATURE);
        if (!pace.isEmpty()) {
            var _ =
                    session.backfillDesk()
                            .set(context, migration.id(), pace.rate(), pace.concurrency());
        }
        Jobs jobs = session.jobs(BackfillEnd.FEATURE);
        RunReport run =
                jobs.watched(
                        listener -> jobs.backfills().resume(context, migration.id(), listener));
        return BackfillEnd.shown(session, migration.id(), run);
    }
}

package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code backfill pause}. */
@Command(
        name = "pause",
        description =
                "Asks a backfill to pause at its next batches; nightshift backfill resume goes on.")
public final class BackfillPauseCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();

    private final Session session;

    /** The command in a session. */
    public BackfillPauseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.printer()
                .result(
                        session.backfillDesk()
                                .pause(session.platform(BackfillEnd.FEATURE), migration.id()),
                        run -> "run %d is %s%n".formatted(run.runId(), run.state()));
        return 0;
    }
}

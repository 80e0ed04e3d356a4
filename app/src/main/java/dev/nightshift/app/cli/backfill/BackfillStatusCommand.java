package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code backfill status}. */
@Command(
        name = "status",
        description = {
            "Shows where a backfill stands with each company, its stragglers, and how long it will",
            "take. Exits 1 while companies have failed or a gate is closed."
        })
public final class BackfillStatusCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();

    private final Session session;

    /** The command in a session. */
    public BackfillStatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackfillStatus status =
                session.backfillDesk()
                        .status(session.platform(BackfillEnd.FEATURE), migration.id());
        session.printer().result(status, BackfillView::status);
        return status.companiesFailed() > 0 || status.state().equals(MigrationState.HALTED.name())
                ? Exit.FAILED
                : Exit.DONE;
    }
}

package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code backfill cancel}. */
@Command(
        name = "cancel",
        description = {
            "Gives a backfill up: its run ends at its next batches, what was done stays.",
            "nightshift backfill rollback takes it back."
        })
public final class BackfillCancelCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();

    private final Session session;

    /** The command in a session. */
    public BackfillCancelCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var record =
                session.backfillDesk()
                        .cancel(session.platform(BackfillEnd.FEATURE), migration.id());
        session.printer()
                .result(
                        new Cancelled(record.id(), record.state().name(), record.stage()),
                        done -> "%s is %s%n".formatted(done.migration(), done.state()));
        return 0;
    }

    /** The result; its names are the JSON contract. */
    record Cancelled(String migration, String state, int stage) {}
}

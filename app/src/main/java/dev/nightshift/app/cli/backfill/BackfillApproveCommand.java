package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.migrations.ledger.MigrationRecord;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.OptionalInt;
import java.util.concurrent.Callable;

/** {@code backfill approve}. */
@Command(
        name = "approve",
        description =
                "Lets the stage that is done be followed by the next: nightshift backfill resume"
                        + " goes on.")
public final class BackfillApproveCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();

    @Option(
            names = "--stage",
            paramLabel = "N",
            description = "The stage, to be sure of it; the one that waits by default.")
    private @Nullable Integer stage;

    private final Session session;

    /** The command in a session. */
    public BackfillApproveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        MigrationRecord record =
                session.backfillDesk()
                        .approve(
                                session.platform(BackfillEnd.FEATURE),
                                migration.id(),
                                stage == null ? OptionalInt.empty() : OptionalInt.of(stage));
        session.printer()
                .result(
                        new Approved(record.id(), record.stage(), record.approver(record.stage())),
                        done ->
                                "stage %d of %s is approved by %s%n"
                                        .formatted(done.stage(), done.migration(), done.by()));
        session.printer().note("hint: nightshift backfill resume " + record.id());
        return 0;
    }

    /** The result; its names are the JSON contract. */
    record Approved(String migration, int stage, String by) {}
}

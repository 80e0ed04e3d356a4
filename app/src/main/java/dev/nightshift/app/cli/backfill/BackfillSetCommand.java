package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.BackfillOptions;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code backfill set}. */
@Command(
        name = "set",
        description = {
            "Sets the pace of a backfill; one that is at work follows within seconds, from its"
                    + " next",
            "batches on."
        })
public final class BackfillSetCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();
    @Mixin private PaceOptions pace = new PaceOptions();

    private final Session session;

    /** The command in a session. */
    public BackfillSetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (pace.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.USAGE, "Nothing is set.", "Give --rate, --concurrency or both.");
        }
        BackfillOptions now =
                session.backfillDesk()
                        .set(
                                session.platform(BackfillEnd.FEATURE),
                                migration.id(),
                                pace.rate(),
                                pace.concurrency());
        session.printer()
                .result(
                        new Pace(migration.id(), now.rate(), now.concurrency()),
                        set ->
                                "rate         %s%nconcurrency  %d%n"
                                        .formatted(
                                                set.rate() == 0 ? "no cap" : set.rate(),
                                                set.concurrency()));
        return 0;
    }

    /** The result; its names are the JSON contract. */
    record Pace(String migration, long rate, int concurrency) {}
}

package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** {@code backfill finalise}. */
@Command(
        name = "finalise",
        description = {
            "Verifies all companies and closes the migration: code may rely on it then, and it is",
            "not rolled back any more. Exits 1 when the verification finds documents."
        })
public final class BackfillFinaliseCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();

    private final Session session;

    /** The command in a session. */
    public BackfillFinaliseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackfillDesk.Finalised done =
                session.backfillDesk()
                        .finalise(session.platform(BackfillEnd.FEATURE), migration.id());
        Map<String, Long> remaining = new TreeMap<>();
        done.remaining().forEach((company, count) -> remaining.put(company.value(), count));
        session.printer()
                .result(
                        new Finalised(done.record().id(), done.record().state().name(), remaining),
                        BackfillFinaliseCommand::text);
        if (!remaining.isEmpty()) {
            session.printer()
                    .note(
                            "hint: mend those documents, then: nightshift backfill resume "
                                    + done.record().id());
        }
        return remaining.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    /** The result; its names are the JSON contract. */
    record Finalised(String migration, String state, Map<String, Long> remaining) {}

    private static String text(Finalised done) {
        StringBuilder text =
                new StringBuilder("%s is %s%n".formatted(done.migration(), done.state()));
        done.remaining()
                .forEach(
                        (company, count) ->
                                text.append(
                                        "  %s: %s left%n"
                                                .formatted(
                                                        company,
                                                        Counted.of(
                                                                count,
                                                                "document is",
                                                                "documents are"))));
        return text.toString();
    }
}

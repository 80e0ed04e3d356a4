package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code backfill rollback}. */
@Command(
        name = "rollback",
        description = {
            "Puts the old values back, for one company or all. A document that was changed since"
                    + " is",
            "left alone and named, unless --force. Exits 1 when there are such documents."
        })
public final class BackfillRollbackCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();

    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "One company.")
    private @Nullable String company;

    @Option(names = "--all", description = "All companies.")
    private boolean all;

    @Option(
            names = "--force",
            description = "Puts old values back over what was written since, too.")
    private boolean force;

    private final Session session;

    /** The command in a session. */
    public BackfillRollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<CompanyId> one = Optional.ofNullable(company).map(CompanyId::new);
        if (one.isPresent() == all) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "Say which companies are rolled back.",
                    "Give --company ID, or --all.");
        }
        var context = session.platform(BackfillEnd.FEATURE);
        Jobs jobs = session.jobs(BackfillEnd.FEATURE);
        RunReport run =
                jobs.watched(
                        listener ->
                                jobs.backfills()
                                        .rollback(context, migration.id(), one, force, listener));
        BackfillStatus status = session.backfillDesk().status(context, migration.id());
        RolledBack result = RolledBack.of(run, status, one);
        session.printer().result(result, BackfillRollbackCommand::text);
        BackfillEnd.failure(session, run);
        return run.exitCode() == Exit.DONE && result.changedSince() > 0
                ? Exit.FAILED
                : run.exitCode();
    }

    /** The result; its names are the JSON contract. */
    record RolledBack(
            long runId,
            String migration,
            String runState,
            long companies,
            long restored,
            long changedSince,
            List<Left> left,
            @Nullable String failureCode) {
        /** A document that was left alone. */
        record Left(String companyId, String id) {}

        // Of one that failed in the middle, what was put back counts, too.
        private static boolean isTakenBack(BackfillStatus.CompanyRow row) {
            return row.state().startsWith("ROLL") || row.restored() + row.changedSince() > 0;
        }

        static RolledBack of(RunReport run, BackfillStatus status, Optional<CompanyId> one) {
            List<BackfillStatus.CompanyRow> rows =
                    status.grid().stream()
                            .filter(RolledBack::isTakenBack)
                            .filter(
                                    row ->
                                            one.isEmpty()
                                                    || one.get().value().equals(row.companyId()))
                            .toList();
            return new RolledBack(
                    run.runId(),
                    status.migration(),
                    run.state().name(),
                    rows.size(),
                    rows.stream().mapToLong(BackfillStatus.CompanyRow::restored).sum(),
                    rows.stream().mapToLong(BackfillStatus.CompanyRow::changedSince).sum(),
                    rows.stream()
                            .flatMap(
                                    row ->
                                            row.failedDocuments().stream()
                                                    .map(
                                                            document ->
                                                                    new Left(
                                                                            row.companyId(),
                                                                            document.id())))
                            .toList(),
                    run.failureCode());
        }
    }

    private static String text(RolledBack result) {
        StringBuilder text =
                new StringBuilder(
                        """
                        run            %d %s
                        companies      %d
                        restored       %d
                        changed since  %d
                        """
                                .formatted(
                                        result.runId(),
                                        result.runState(),
                                        result.companies(),
                                        result.restored(),
                                        result.changedSince()));
        result.left()
                .forEach(left -> text.append("  %s %s%n".formatted(left.companyId(), left.id())));
        return text.toString();
    }
}

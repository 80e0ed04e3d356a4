package dev.nightshift.app.cli.retention;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.jobs.retention.RetentionJob;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** {@code retention run}. */
@Command(
        name = "run",
        description = {
            "Deletes alerts that were kept long enough: resolved ones after 90 days, INFO after"
                    + " 60,",
            "resolved INFO after 30. WARNING and CRITICAL that are open stay.",
            "Exit code 1 when a company could not be looked at."
        })
public final class RetentionRunCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec command;

    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "One company.")
    private @Nullable String company;

    @Option(names = "--all", description = "Every company, suspended ones too.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    private final Session session;

    /** The command in a session. */
    public RetentionRunCommand(Session session) {
        this.session = session;
    }

    private Optional<CompanyId> one() {
        if (all == (company != null)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "It needs either --company ID or --all.");
        }
        return Optional.ofNullable(company).map(CompanyId::new);
    }

    /** The result; its names are the JSON contract. */
    record Deleted(
            long runId,
            String state,
            boolean dryRun,
            long companies,
            long failed,
            Map<String, Long> deleted,
            long durationMs) {
        static Deleted of(RunReport run, boolean dryRun) {
            Map<String, Long> kinds = new TreeMap<>(run.counts());
            long companies = taken(kinds, "companies");
            long failed = taken(kinds, "failed");
            kinds.remove("deleted");
            return new Deleted(
                    run.runId(),
                    run.state().name(),
                    dryRun,
                    companies,
                    failed,
                    kinds,
                    run.durationMs());
        }

        private static long taken(Map<String, Long> counts, String name) {
            Long count = counts.remove(name);
            return count == null ? 0 : count;
        }
    }

    @Override
    public Integer call() {
        PlatformContext context = session.platform(RetentionJob.NAME);
        Optional<CompanyId> one = one();
        one.ifPresent(id -> session.existing(id, RetentionJob.NAME));
        Jobs jobs = session.jobs(RetentionJob.NAME);
        RunReport run =
                jobs.watched(
                        listener ->
                                RetentionJob.run(
                                        jobs.runs().starter(), context, one, dryRun, listener));
        Deleted deleted = Deleted.of(run, dryRun);
        session.printer().result(deleted, RetentionRunCommand::text);
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
        }
        run.artefacts()
                .forEach(
                        (name, code) ->
                                session.printer()
                                        .note("%s: %s; the log has more".formatted(name, code)));
        return run.exitCode() == Exit.DONE && deleted.failed() > 0 ? Exit.FAILED : run.exitCode();
    }

    private static String text(Deleted deleted) {
        StringBuilder text =
                new StringBuilder(
                        "state      %s\ncompanies  %d, %d failed\n"
                                .formatted(deleted.state(), deleted.companies(), deleted.failed()));
        deleted.deleted()
                .forEach(
                        (kind, count) ->
                                text.append(
                                        "%-9s  %d %s\n"
                                                .formatted(
                                                        Printable.of(kind),
                                                        count,
                                                        deleted.dryRun()
                                                                ? "would be deleted"
                                                                : "deleted")));
        return text.toString();
    }
}

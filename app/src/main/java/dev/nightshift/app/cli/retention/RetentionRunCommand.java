package dev.nightshift.app.cli.retention;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.CompanyRun;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.jobs.retention.RetentionJob;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** {@code retention run}. */
@Command(
        name = "run",
        description = {
            "Deletes what was kept long enough; webhook events are archived first.",
            "  alerts: resolved ones after 90 days, INFO after 60, resolved INFO after 30;"
                    + " WARNING and CRITICAL that are open stay",
            "  webhookEvents: processed 90 days ago; written to archive/COMPANY/ in the data dir"
                    + " with their checksum, then deleted; pending and failed ones stay",
            "  preImages: old values that a backfill kept, when their time is over (30 days unless"
                    + " it was told otherwise); then it cannot be rolled back",
            "  telemetry: measurements of probes after 24 hours; the figures of each day stay",
            "  rejectsFiles: in the data dir, after 90 days",
            "  runs: ended 90 days ago, failed ones 365; paused ones stay",
            "Of --all, suspended companies too. Exit code 1 when a company could not be looked at."
        })
public final class RetentionRunCommand implements Callable<Integer> {
    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    private final Session session;

    /** The command in a session. */
    public RetentionRunCommand(Session session) {
        this.session = session;
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
        RunReport run =
                CompanyRun.of(
                        session,
                        RetentionJob.NAME,
                        whose.companyOrNull(),
                        (starter, context, company, listener) ->
                                RetentionJob.run(
                                        starter,
                                        context,
                                        Optional.ofNullable(company),
                                        dryRun,
                                        listener));
        Deleted deleted = Deleted.of(run, dryRun);
        session.printer().result(deleted, RetentionRunCommand::text);
        CompanyRun.tellFailure(session, run);
        run.artefacts()
                .forEach(
                        (name, code) ->
                                session.printer()
                                        .note("%s: %s; the log has more".formatted(name, code)));
        return run.exitCode() == Exit.DONE && deleted.failed() > 0 ? Exit.FAILED : run.exitCode();
    }

    private static String text(Deleted deleted) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("state", deleted.state());
        lines.put("companies", "%d, %d failed".formatted(deleted.companies(), deleted.failed()));
        String done = deleted.dryRun() ? "would be deleted" : "deleted";
        deleted.deleted().forEach((kind, count) -> lines.put(kind, count + " " + done));
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, value) ->
                        text.append(Printable.of(name))
                                .append(" ".repeat(width + 2 - name.length()))
                                .append(value)
                                .append('\n'));
        return text.toString();
    }
}

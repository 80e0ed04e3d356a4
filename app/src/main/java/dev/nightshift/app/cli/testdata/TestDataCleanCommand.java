package dev.nightshift.app.cli.testdata;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.CompanyRun;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.testdata.TestDataJob;
import dev.nightshift.platform.tenant.CompanyId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code test-data clean}. */
@Command(
        name = "clean",
        description = {
            "Deletes leads that are marked as made to try something: a phone of area code 555,",
            "an e-mail of a domain kept for tests, a name that begins with [TEST].",
            "They do not come back: it wants a --dry-run of the same companies within the last"
                    + " hour, or",
            "--yes. Documents that killed probes left an hour ago or earlier go, too."
        })
public final class TestDataCleanCommand implements Callable<Integer> {
    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Deletes without a dry run before.")
    private boolean yes;

    private final Session session;

    /** The command in a session. */
    public TestDataCleanCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Cleaned(
            long runId,
            String state,
            boolean dryRun,
            long companies,
            long found,
            long deleted,
            long probeDocuments,
            long durationMs) {
        static Cleaned of(RunReport run, boolean dryRun) {
            return new Cleaned(
                    run.runId(),
                    run.state().name(),
                    dryRun,
                    count(run, "companies"),
                    count(run, "found"),
                    count(run, "deleted"),
                    count(run, "probeDocuments"),
                    run.durationMs());
        }

        private static long count(RunReport run, String name) {
            return run.counts().getOrDefault(name, 0L);
        }
    }

    @Override
    public Integer call() {
        CompanyId one = whose.companyOrNull();
        if (!dryRun && !yes) {
            if (one != null) {
                session.existing(one, TestDataJob.NAME);
            }
            TestDataJob.requireLook(
                    session.jobs(TestDataJob.NAME).runs().registry(),
                    one,
                    session.surroundings().clock());
        }
        RunReport run =
                CompanyRun.of(
                        session,
                        TestDataJob.NAME,
                        one,
                        (starter, context, company, listener) ->
                                TestDataJob.start(starter, context, company, dryRun, listener));
        session.printer()
                .result(
                        Cleaned.of(run, dryRun),
                        done ->
                                "%s and %s of probes of %s %s"
                                        .formatted(
                                                Counted.of(
                                                        done.dryRun()
                                                                ? done.found()
                                                                : done.deleted(),
                                                        "lead",
                                                        "leads"),
                                                Counted.of(
                                                        done.probeDocuments(),
                                                        "document",
                                                        "documents"),
                                                Counted.companies(done.companies()),
                                                done.dryRun() ? "would be deleted" : "deleted"));
        CompanyRun.tellFailure(session, run);
        return run.exitCode();
    }
}

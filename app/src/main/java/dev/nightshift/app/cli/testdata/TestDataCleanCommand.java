package dev.nightshift.app.cli.testdata;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.CompanyRun;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.testdata.TestDataJob;

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
            "They do not come back: look with --dry-run first."
        })
public final class TestDataCleanCommand implements Callable<Integer> {
    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

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
            long durationMs) {
        static Cleaned of(RunReport run, boolean dryRun) {
            return new Cleaned(
                    run.runId(),
                    run.state().name(),
                    dryRun,
                    count(run, "companies"),
                    count(run, "found"),
                    count(run, "deleted"),
                    run.durationMs());
        }

        private static long count(RunReport run, String name) {
            return run.counts().getOrDefault(name, 0L);
        }
    }

    @Override
    public Integer call() {
        RunReport run =
                CompanyRun.of(
                        session,
                        TestDataJob.NAME,
                        whose.companyOrNull(),
                        (starter, context, company, listener) ->
                                TestDataJob.start(starter, context, company, dryRun, listener));
        session.printer()
                .result(
                        Cleaned.of(run, dryRun),
                        done ->
                                done.dryRun()
                                        ? "%d leads of %d companies would be deleted"
                                                .formatted(done.found(), done.companies())
                                        : "%d leads of %d companies deleted"
                                                .formatted(done.deleted(), done.companies()));
        CompanyRun.tellFailure(session, run);
        return run.exitCode();
    }
}

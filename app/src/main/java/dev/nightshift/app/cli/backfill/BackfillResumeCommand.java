package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.ResumeTerms;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.tenant.CompanyId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code backfill resume}. */
@Command(
        name = "resume",
        description = {
            "Goes on with a backfill that rests: with companies that failed or are not done, and"
                    + " no",
            "others."
        })
public final class BackfillResumeCommand implements Callable<Integer> {
    @Mixin private MigrationArgument migration = new MigrationArgument();
    @Mixin private PaceOptions pace = new PaceOptions();

    @Option(
            names = "--include",
            paramLabel = "COMPANY",
            description =
                    "Takes in a company that was left out, or was rolled back by itself; may be"
                            + " repeated.")
    private List<String> included = List.of();

    private final Session session;

    /** The command in a session. */
    public BackfillResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var context = session.platform(BackfillEnd.FEATURE);
        ResumeTerms terms =
                new ResumeTerms(
                        included.stream().map(CompanyId::new).collect(Collectors.toSet()),
                        pace.rate(),
                        pace.concurrency());
        Jobs jobs = session.jobs(BackfillEnd.FEATURE);
        RunReport run =
                jobs.watched(
                        listener ->
                                jobs.backfills().resume(context, migration.id(), terms, listener));
        return BackfillEnd.shown(session, migration.id(), run);
    }
}

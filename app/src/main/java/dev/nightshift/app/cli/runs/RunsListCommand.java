package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.LimitOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code runs list}. */
@Command(name = "list", description = "Lists runs, the newest first.")
public final class RunsListCommand implements Callable<Integer> {
    @Option(names = "--company", paramLabel = "ID", description = "Only this company's.")
    private @Nullable String company;

    @Option(names = "--job", paramLabel = "NAME", description = "Only of this job.")
    private @Nullable String job;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable RunState state;

    @Mixin private LimitOption limit = new LimitOption();

    private final Session session;

    /** The command in a session. */
    public RunsListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyId only = company == null ? null : new CompanyId(company);
        int most = limit.orAll() == 0 ? Integer.MAX_VALUE : limit.orAll();
        session.printer()
                .result(
                        session.runs().registry().list(new RunFilter(only, job, state, most)),
                        RunView::table);
        return 0;
    }
}

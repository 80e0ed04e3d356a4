package dev.nightshift.app.cli.keys;

import dev.nightshift.app.cli.CompanyRun;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.jobs.keycleanup.KeyCleanupJob;
import dev.nightshift.jobs.keycleanup.KeyCleanupRequest;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpace;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Starts the job, and prints what it found. */
final class KeysRun {
    private KeysRun() {}

    static int of(Session session, KeyCleanupRequest request) {
        // Before a run is made: a file that cannot be read is nobody's run.
        List<KeySpace> spaces =
                KeySpaces.load(session.settings().keySpacesDir()).named(request.space());
        CompanyId company = request.company();
        RunReport run =
                CompanyRun.of(
                        session,
                        KeyCleanupJob.NAME,
                        company,
                        (starter, context, asked, listener) ->
                                KeyCleanupJob.start(starter, context, request, listener));
        KeysReport report =
                run.state() == RunState.COMPLETED
                        ? KeysReport.of(run, request.remove(), spaces, found(session, company))
                        : KeysReport.early(run, request.remove(), spaces);
        session.printer().result(report, KeysReport::text);
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
            session.printer().note("hint: " + hint(run));
        }
        return run.exitCode() == Exit.DONE && !report.healthy() ? Exit.FAILED : run.exitCode();
    }

    private static String hint(RunReport run) {
        String toDo = run.hint();
        return toDo != null && FailureCode.COMPANIES_DOUBTFUL.name().equals(run.failureCode())
                ? toDo
                : "go on with it: nightshift runs restart " + run.runId();
    }

    private static Map<CompanyId, KeyHealth> found(Session session, @Nullable CompanyId company) {
        Stores stores = session.stores(KeyCleanupJob.NAME);
        PlatformContext context = session.platform(KeyCleanupJob.NAME);
        List<CompanyId> whose =
                company == null
                        ? stores.companies().list(context).stream().map(Company::id).toList()
                        : List.of(company);
        return new KeyHealthLedger(stores.mongo().platform()).read(context, whose);
    }
}

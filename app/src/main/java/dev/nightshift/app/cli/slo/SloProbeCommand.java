package dev.nightshift.app.cli.slo;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.sloprobe.SloProbeJob;
import dev.nightshift.jobs.sloprobe.SloProbeRequest;
import dev.nightshift.jobs.sloprobe.plan.Probing;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code slo probe}. */
@Command(
        name = "probe",
        description = {
            "Measures the service levels of one company or of all, and tells of breaches.",
            "Suspended companies are skipped. Writes marked test data only, and takes it away.",
            "Exit code 1 when a service level is breached or a company could not be probed."
        })
public final class SloProbeCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec command;

    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Option(
            names = "--slo",
            paramLabel = "NAME",
            description = "Only that one; 'slo plan' lists them.")
    private @Nullable String slo;

    @Option(
            names = "--full",
            description =
                    "With what frequent probes leave out, and with all requests at once; monthly"
                            + " by itself.")
    private boolean full;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Requests for each operation, instead of what the plans say.")
    private int requests;

    private final Session session;

    /** The command in a session. */
    public SloProbeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SloProbeRequest request = new SloProbeRequest(whose.companyOrNull(), slo, full, requests());
        PlatformContext context = session.platform(SloProbeJob.NAME);
        // Before a run is made: a file that cannot be read is nobody's run.
        var _ = SloPlans.of(session.settings()).asked(slo, full);
        CompanyId company = request.company();
        Stores stores = session.stores(SloProbeJob.NAME);
        if (company != null) {
            var _ = stores.companies().requireActive(session.existing(company, SloProbeJob.NAME));
        }
        Jobs jobs = session.jobs(SloProbeJob.NAME);
        RunReport run =
                jobs.watched(
                        listener -> jobs.runs().starter().start(request.run(context), listener));
        List<CompanyId> companies =
                company == null
                        ? stores.companies().list(context).stream().map(Company::id).toList()
                        : List.of(company);
        ProbeReport report =
                ProbeReport.of(run, new SloResults(stores.mongo()).latest(context, companies));
        session.printer().result(report, ProbeReport::text);
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
        }
        return run.exitCode() == Exit.DONE && (report.breach() > 0 || !report.failed().isEmpty())
                ? Exit.FAILED
                : run.exitCode();
    }

    private int requests() {
        if (requests == 0 || (requests >= Probing.FEWEST && requests <= Probing.MOST)) {
            return requests;
        }
        throw new ParameterException(
                Objects.requireNonNull(command).commandLine(),
                "--requests takes %d to %d; fewer say nothing of a 95th percentile."
                        .formatted(Probing.FEWEST, Probing.MOST));
    }
}

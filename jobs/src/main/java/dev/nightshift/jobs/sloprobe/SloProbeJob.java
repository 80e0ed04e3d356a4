package dev.nightshift.jobs.sloprobe;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.sloprobe.measure.OpenLoop;
import dev.nightshift.jobs.sloprobe.operations.Operations;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;

import org.springframework.batch.core.job.Job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures every SLO of one company after the other, judges it and tells of breaches: reads the
 * companies that take work, probes each. What fails for one company stays with it. A run that died
 * or was stopped goes on behind the last company; the one in flight is measured anew. Thread-safe.
 */
public final class SloProbeJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "slo-probe";

    private final Parts parts;

    /**
     * What the job works with; the caller closes it.
     *
     * @param plans read anew for each attempt, so that files that were mended count
     * @param nanos a clock that only goes forward, by which requests are timed
     */
    public record Parts(
            Companies companies,
            Supplier<SloPlans> plans,
            Operations operations,
            SloResults results,
            AlertService alerts,
            InstantSource clock,
            LongSupplier nanos) {}

    /** With those parts. */
    public SloProbeJob(Parts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        SloProbeRequest request = SloProbeRequest.of(run.parameters());
        List<Slo> slos = parts.plans().get().asked(request.slo(), request.full());
        List<CompanyId> companies = new ArrayList<>();
        ProbeCounts counts = new ProbeCounts();
        for (Company company : companies(run, request)) {
            if (company.isActive()) {
                companies.add(company.id());
            } else {
                counts.skip();
                run.artefact("skipped/" + company.id(), "SUSPENDED");
            }
        }
        SloBook book =
                new SloBook(
                        run.runId(), parts.results(), new SloNews(parts.alerts()), parts.clock());
        return run.job(
                run.<CompanyId, CompanyId>chunkStep("probe", 1)
                        .reader(new CompaniesInOrder(companies, counts))
                        .writer(
                                new CompanyProbes(
                                        run,
                                        Measuring.of(slos, request),
                                        parts.operations(),
                                        new OpenLoop(parts.nanos(), run::stopRequested),
                                        book,
                                        parts.alerts(),
                                        counts,
                                        companies.size()))
                        .build());
    }

    private List<Company> companies(RunHandle run, SloProbeRequest request) {
        CompanyId one = request.company();
        return one == null
                ? parts.companies().list(run.platform())
                : List.of(parts.companies().requireActive(run.platform().in(one)));
    }
}

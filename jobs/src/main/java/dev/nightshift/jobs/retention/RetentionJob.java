package dev.nightshift.jobs.retention;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes what was kept long enough, for one company after the other, suspended ones too: reads the
 * companies, deletes each kind in batches. A dry run counts and deletes nothing. A run that died or
 * was stopped goes on with the company it was at. Thread-safe.
 */
public final class RetentionJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "retention";

    private static final String COMPANY = "company";
    private static final String DRY_RUN = "dryRun";

    private final Companies companies;
    private final List<Retained> kinds;
    private final AlertService alerts;

    /**
     * Over stores that the caller closes.
     *
     * @param kinds what is deleted, in this order
     * @param alerts told how it went for each company
     */
    public RetentionJob(Companies companies, List<Retained> kinds, AlertService alerts) {
        this.companies = companies;
        this.kinds = List.copyOf(kinds);
        this.alerts = alerts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        List<CompanyId> all = companies(run);
        NamedCounts counts = CompanyRetention.counts(kinds);
        boolean dryRun = Boolean.parseBoolean(run.parameters().getOrDefault(DRY_RUN, "false"));
        CompaniesInOrder order = new CompaniesInOrder(all, counts);
        return run.job(
                run.<CompanyId, CompanyId>chunkStep("delete", 1)
                        .reader(order)
                        .writer(
                                new CompanyRetention(
                                        run,
                                        order,
                                        kinds,
                                        new RetentionNews(alerts),
                                        counts,
                                        dryRun,
                                        all.size()))
                        .build());
    }

    private List<CompanyId> companies(RunHandle run) {
        String one = run.parameters().get(COMPANY);
        if (one != null) {
            return List.of(companies.show(run.platform(), new CompanyId(one)).id());
        }
        return companies.list(run.platform()).stream().map(Company::id).sorted().toList();
    }

    /**
     * Deletes for one company, or for all, in this thread, until the run rests.
     *
     * @param dryRun only counts
     * @throws dev.nightshift.platform.failure.NightshiftException ALREADY_RUNNING while another
     *     retention of the same companies is at work
     */
    public static RunReport run(
            JobStarter starter,
            PlatformContext context,
            Optional<CompanyId> company,
            boolean dryRun,
            RunListener listener) {
        return starter.start(request(context, company, dryRun), listener);
    }

    /**
     * What is asked for: one company, or all.
     *
     * @param dryRun only counts
     */
    public static RunRequest request(
            PlatformContext context, Optional<CompanyId> company, boolean dryRun) {
        return RunRequest.forPlatform(
                        NAME, context, company.map(CompanyId::value).orElse("all companies"))
                .exclusive(NAME)
                .with(DRY_RUN, Boolean.toString(dryRun))
                .with(company.map(id -> Map.of(COMPANY, id.value())).orElse(Map.of()));
    }
}

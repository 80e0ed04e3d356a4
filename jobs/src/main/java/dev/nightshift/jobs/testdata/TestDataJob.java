package dev.nightshift.jobs.testdata;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.JobDefinition;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;

import java.util.List;
import java.util.Optional;

/**
 * Deletes leads that were made to try something, company by company, in batches; with {@code
 * dryRun} it only counts them. They do not come back: nobody's data is in them. A run that died or
 * was stopped goes on with the company it was at. Thread-safe.
 */
public final class TestDataJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "test-data";

    private static final String COMPANY = "company";
    private static final String DRY_RUN = "dryRun";

    private final Companies companies;
    private final TenantStore store;
    private final TenantCache cache;
    private final RunAlerts alerts;

    /**
     * Over stores that the caller closes.
     *
     * @param alerts told of each company that is done
     */
    public TestDataJob(
            Companies companies, TenantStore store, TenantCache cache, AlertService alerts) {
        this.companies = companies;
        this.store = store;
        this.cache = cache;
        this.alerts = new RunAlerts(alerts);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        PlatformContext context = run.platform();
        String one = run.parameters().get(COMPANY);
        List<CompanyId> whose =
                one == null
                        ? companies.list(context).stream().map(Company::id).toList()
                        : List.of(companies.show(context, new CompanyId(one)).id());
        boolean dryRun = Boolean.parseBoolean(run.parameters().get(DRY_RUN));
        NamedCounts counts = TestLeads.counts();
        return run.job(
                run.<CompanyId, CompanyId>chunkStep("delete", 1)
                        .reader(new CompaniesInOrder(whose, counts))
                        .writer(
                                new TestLeads(
                                        run,
                                        store,
                                        cache,
                                        counts,
                                        dryRun,
                                        // The end of a run for one company tells it by itself.
                                        one == null ? Optional.of(alerts) : Optional.empty(),
                                        whose.size()))
                        .build());
    }

    /** Deletes, or counts, in this thread until the run rests; one at a time. */
    public static RunReport start(
            JobStarter starter,
            PlatformContext context,
            @Nullable CompanyId company,
            boolean dryRun,
            RunListener listener) {
        String instance =
                "%s/%s".formatted(dryRun ? "count" : "clean", company == null ? "*" : company);
        RunRequest wish =
                company == null
                        ? RunRequest.forPlatform(NAME, context, instance)
                        : RunRequest.forCompany(NAME, context.in(company), instance)
                                .with(COMPANY, company.value());
        return starter.start(
                wish.exclusive(NAME).with(DRY_RUN, Boolean.toString(dryRun)), listener);
    }
}

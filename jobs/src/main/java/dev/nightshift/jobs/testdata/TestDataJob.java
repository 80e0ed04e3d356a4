package dev.nightshift.jobs.testdata;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private static final Duration LOOK_GOOD_FOR = Duration.ofHours(1);
    private static final int LATEST = 1_000;

    private final Companies companies;
    private final TenantStore store;
    private final TenantCache cache;
    private final RunAlerts alerts;
    private final InstantSource clock;

    /**
     * Over stores that the caller closes.
     *
     * @param alerts told of each company that is done
     */
    public TestDataJob(
            Companies companies,
            TenantStore store,
            TenantCache cache,
            AlertService alerts,
            InstantSource clock) {
        this.companies = companies;
        this.store = store;
        this.cache = cache;
        this.alerts = new RunAlerts(alerts);
        this.clock = clock;
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
        CompaniesInOrder order = new CompaniesInOrder(whose, counts);
        return run.job(
                run.<CompanyId, CompanyId>chunkStep("delete", 1)
                        .reader(order)
                        .writer(
                                new TestLeads(
                                        run,
                                        order,
                                        store,
                                        cache,
                                        counts,
                                        dryRun,
                                        // The end of a run for one company tells it by itself.
                                        one == null ? Optional.of(alerts) : Optional.empty(),
                                        clock,
                                        whose.size()))
                        .build());
    }

    /**
     * Lets what is marked be deleted when a dry run of the same companies ended within the last
     * hour: it does not come back.
     *
     * @param company null for all
     * @throws NightshiftException DRY_RUN_FIRST when there was none
     */
    public static void requireLook(
            RunRegistry runs, @Nullable CompanyId company, InstantSource clock) {
        Instant since = clock.instant().minus(LOOK_GOOD_FOR);
        boolean looked =
                runs.list(new RunFilter(company, NAME, RunState.COMPLETED, LATEST)).stream()
                        .filter(run -> Boolean.parseBoolean(run.parameters().get(DRY_RUN)))
                        .filter(run -> isOf(company, run.parameters().get(COMPANY)))
                        .anyMatch(run -> run.endedAt() != null && !run.endedAt().isBefore(since));
        if (!looked) {
            String whose = company == null ? "--all" : "--company " + company;
            throw new NightshiftException(
                    FailureCode.DRY_RUN_FIRST,
                    "What is deleted does not come back, and nobody looked within the last hour at"
                            + " what it would be.",
                    "nightshift test-data clean %s --dry-run; or say --yes.".formatted(whose));
        }
    }

    private static boolean isOf(@Nullable CompanyId company, @Nullable String stored) {
        return company == null ? stored == null : company.value().equals(stored);
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

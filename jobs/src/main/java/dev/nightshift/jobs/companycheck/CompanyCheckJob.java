package dev.nightshift.jobs.companycheck;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.check.CompanyVerdict;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Checks every active company, as {@code companies check} does, and tells of those that cannot be
 * worked for and of those that can again. Restartable behind the last page of companies; a page
 * that is repeated changes nothing. Thread-safe.
 */
public final class CompanyCheckJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "company-check";

    private static final int COMPANIES_A_PAGE = 200;

    private final Companies companies;
    private final BiFunction<PlatformContext, List<Company>, List<CompanyVerdict>> checks;
    private final AlertStore store;
    private final AlertService alerts;

    /**
     * Over stores that the caller closes.
     *
     * @param checks one verdict for each company
     */
    public CompanyCheckJob(
            Companies companies,
            BiFunction<PlatformContext, List<Company>, List<CompanyVerdict>> checks,
            AlertStore store,
            AlertService alerts) {
        this.companies = companies;
        this.checks = checks;
        this.store = store;
        this.alerts = alerts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        CheckedPages pages =
                new CheckedPages(run, companies, checks, new CheckNews(store, alerts, run));
        return run.job(
                run.<List<Company>, List<Company>>chunkStep("check", 1)
                        .reader(pages)
                        .writer(pages::check)
                        .build());
    }

    /** A check of all active companies; one at a time. */
    public static RunRequest request(PlatformContext context) {
        return RunRequest.forPlatform(NAME, context, context.requestId()).exclusive(NAME);
    }

    /** How many companies are read at once. */
    static int pageSize() {
        return COMPANIES_A_PAGE;
    }
}

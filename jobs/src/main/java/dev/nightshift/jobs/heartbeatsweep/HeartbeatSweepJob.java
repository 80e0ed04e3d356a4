package dev.nightshift.jobs.heartbeatsweep;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at every sign of life of every active company, and tells of those that are newly missed or
 * back. A page of companies is read and written at once; what is wrong with one company's record
 * stays with it. Restartable behind the last page; a page that is repeated changes nothing and
 * tells at most what it told before. Thread-safe.
 */
public final class HeartbeatSweepJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "heartbeat-sweep";

    private final Companies companies;
    private final Supplier<Heartbeats> heartbeats;
    private final AlertService alerts;
    private final int companiesAPage;

    /**
     * Over stores that the caller closes.
     *
     * @param heartbeats made anew for each attempt, so that files that were mended count; one that
     *     cannot be made fails the run before it looks at any company
     */
    public HeartbeatSweepJob(
            Companies companies, Supplier<Heartbeats> heartbeats, AlertService alerts) {
        this(companies, heartbeats, alerts, CompanyPages.COMPANIES);
    }

    HeartbeatSweepJob(
            Companies companies,
            Supplier<Heartbeats> heartbeats,
            AlertService alerts,
            int companiesAPage) {
        this.companies = companies;
        this.heartbeats = heartbeats;
        this.alerts = alerts;
        this.companiesAPage = companiesAPage;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        CompanyPages pages = new CompanyPages(companies, run.platform(), companiesAPage);
        PageSweep sweep = new PageSweep(run, heartbeats.get(), new HeartbeatNews(alerts));
        Step step =
                run.<List<Company>, List<Company>>chunkStep("sweep", 1)
                        .reader(pages)
                        .writer(sweep)
                        .listener(sweep)
                        .build();
        return run.job(step);
    }

    /** Sweeps in this thread, until the run rests; one sweep at a time. */
    public static RunReport sweep(
            JobStarter starter, PlatformContext context, RunListener listener) {
        return starter.start(request(context), listener);
    }

    /** A sweep; it waits while another is at work. */
    public static RunRequest request(PlatformContext context) {
        return RunRequest.forPlatform(NAME, context, context.requestId()).exclusive(NAME);
    }
}

package dev.nightshift.jobs.webhookredrive;

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
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.writers.webhook.WebhookEndpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends failed webhook events to the configured endpoint, company by company, each event once a
 * run: what the endpoint takes is processed, and archived like any other 90 days later; what it
 * refuses stays failed. With {@code dryRun} they are only counted. A run that died or was stopped
 * goes on with the events that it had not tried; one that was sent without its answer being noted
 * is sent again under the same idempotency key. Thread-safe.
 */
public final class WebhookRedriveJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "webhook-redrive";

    private static final String COMPANY = "company";
    private static final String DRY_RUN = "dryRun";

    /** Tells this run's attempts from those of every other; run numbers may begin anew. */
    private static final String MARK = "mark";

    private final Companies companies;
    private final TenantStore store;
    private final Optional<WebhookEndpoint> endpoint;
    private final AlertService alerts;
    private final InstantSource clock;

    /**
     * Over stores that the caller closes.
     *
     * @param endpoint where events go; without one only a dry run is possible
     */
    public WebhookRedriveJob(
            Companies companies,
            TenantStore store,
            Optional<WebhookEndpoint> endpoint,
            AlertService alerts,
            InstantSource clock) {
        this.companies = companies;
        this.store = store;
        this.endpoint = endpoint;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        boolean dryRun = Boolean.parseBoolean(run.parameters().get(DRY_RUN));
        if (endpoint.isEmpty() && !dryRun) {
            throw noEndpoint();
        }
        String one = run.parameters().get(COMPANY);
        List<CompanyId> whose =
                one == null
                        ? companies.list(run.platform()).stream().map(Company::id).sorted().toList()
                        : List.of(companies.show(run.platform(), new CompanyId(one)).id());
        String mark = run.parameters().getOrDefault(MARK, Long.toString(run.runId()));
        NamedCounts counts = CompanyRedrive.counts();
        CompaniesInOrder order = new CompaniesInOrder(whose, counts);
        return run.job(
                run.<CompanyId, CompanyId>chunkStep("send", 1)
                        .reader(order)
                        .writer(
                                new CompanyRedrive(
                                        run,
                                        order,
                                        new FailedEvents(store, mark, clock),
                                        dryRun ? Optional.empty() : endpoint,
                                        new RedriveNews(alerts),
                                        counts,
                                        whose.size()))
                        .build());
    }

    /** What is thrown where nobody said where events go. */
    public static NightshiftException noEndpoint() {
        return new NightshiftException(
                FailureCode.BAD_SETTING,
                "There is no endpoint that webhook events could be sent to.",
                "Set NIGHTSHIFT_WEBHOOK_URL, or count them with --dry-run.");
    }

    /** Sends, or counts, in this thread until the run rests; one at a time. */
    public static RunReport start(
            JobStarter starter,
            PlatformContext context,
            @Nullable CompanyId company,
            boolean dryRun,
            RunListener listener) {
        RunRequest wish =
                RunRequest.forPlatform(
                                NAME, context, company == null ? "all companies" : company.value())
                        .exclusive(NAME)
                        .with(DRY_RUN, Boolean.toString(dryRun))
                        .with(MARK, context.requestId())
                        .with(company == null ? Map.of() : Map.of(COMPANY, company.value()));
        return starter.start(wish, listener);
    }
}

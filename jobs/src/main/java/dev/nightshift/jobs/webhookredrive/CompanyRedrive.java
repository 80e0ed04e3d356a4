package dev.nightshift.jobs.webhookredrive;

import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.webhook.Answer;
import dev.nightshift.writers.webhook.WebhookEndpoint;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.util.List;
import java.util.Optional;

/**
 * Sends one company's failed events, oldest id first, a batch at a time, between which the counts
 * are committed; asked to end it ends behind the event that is on its way. Five in a row that get
 * no answer end the run: the endpoint is away, and each would wait in vain. Used by one thread.
 */
final class CompanyRedrive implements ItemWriter<CompanyId> {
    private static final String FOUND = "found";
    private static final String PROCESSED = "processed";
    private static final String REFUSED = "refused";

    private static final int BATCH = 100;
    private static final int MOST_AWAY = 5;

    private final RunHandle run;
    private final CompaniesInOrder order;
    private final FailedEvents events;
    private final Optional<WebhookEndpoint> endpoint;
    private final RedriveNews news;
    private final NamedCounts counts;
    private final long total;
    private int away;
    private @Nullable NightshiftException givenUp;

    /**
     * For a run.
     *
     * @param endpoint empty when events are only counted
     */
    CompanyRedrive(
            RunHandle run,
            CompaniesInOrder order,
            FailedEvents events,
            Optional<WebhookEndpoint> endpoint,
            RedriveNews news,
            NamedCounts counts,
            long total) {
        this.run = run;
        this.order = order;
        this.events = events;
        this.endpoint = endpoint;
        this.news = news;
        this.counts = counts;
        this.total = total;
    }

    static NamedCounts counts() {
        return new NamedCounts(List.of(FOUND, PROCESSED, REFUSED));
    }

    @Override
    public void write(Chunk<? extends CompanyId> companies) {
        if (givenUp != null) {
            throw givenUp;
        }
        for (CompanyId company : companies) {
            TenantContext context = run.platform().in(company);
            if (endpoint.isEmpty()) {
                counts.add(FOUND, events.untried(context));
                counts.companyDone();
            } else if (sendSome(context, endpoint.get())) {
                news.done(context, run.runId(), events.failed(context));
                counts.companyDone();
            }
            run.progress(counts.progress(total));
        }
    }

    /** Sends a batch; true when the company has no more. */
    private boolean sendSome(TenantContext company, WebhookEndpoint to) {
        DocumentPage some = events.some(company, BATCH);
        for (Document event : some.documents()) {
            if (!order.goesOn(run)) {
                return false;
            }
            send(company, to, event);
            run.progress(counts.progress(total));
            if (givenUp != null) {
                // With the next batch, so that what was tried is committed before the run ends.
                order.again();
                return false;
            }
        }
        if (!some.last()) {
            order.again();
            return false;
        }
        return true;
    }

    private void send(TenantContext company, WebhookEndpoint to, Document event) {
        counts.add(FOUND, 1);
        String body = EventBody.of(event).orElse(null);
        if (body == null) {
            events.failed(company, event, EventBody.NONE);
            counts.add(REFUSED, 1);
            return;
        }
        Answer answer =
                to.post(
                        company.company(),
                        String.valueOf(event.get("_id")),
                        FailedEvents.attempts(event) + 1,
                        body);
        if (answer.verdict() == Answer.Verdict.TAKEN) {
            away = 0;
            events.processed(company, event);
            counts.add(PROCESSED, 1);
            return;
        }
        events.failed(company, event, answer.text());
        counts.add(REFUSED, 1);
        away = answer.verdict() == Answer.Verdict.AWAY ? away + 1 : 0;
        if (away == MOST_AWAY) {
            givenUp =
                    new NightshiftException(
                            FailureCode.ENDPOINT_UNAVAILABLE,
                            "The endpoint of webhook events takes none: %d in a row failed, the last with %s."
                                    .formatted(away, answer.text()),
                            "Check NIGHTSHIFT_WEBHOOK_URL and what answers there; then send them"
                                    + " again.");
        }
    }
}

package dev.nightshift.jobs.webhookredrive;

import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.webhook.Answer;
import dev.nightshift.writers.webhook.WebhookEndpoint;

import org.bson.Document;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

import java.util.List;
import java.util.Optional;

/**
 * Sends one company's failed events, oldest id first. Five in a row that get no answer end the run:
 * the endpoint is away, and each would wait in vain. Used by one thread.
 */
final class CompanyRedrive implements ItemWriter<CompanyId> {
    private static final String FOUND = "found";
    private static final String PROCESSED = "processed";
    private static final String REFUSED = "refused";

    private static final int BATCH = 100;
    private static final int MOST_AWAY = 5;

    private final RunHandle run;
    private final FailedEvents events;
    private final Optional<WebhookEndpoint> endpoint;
    private final RedriveNews news;
    private final NamedCounts counts;
    private final long total;
    private int away;

    /**
     * For a run.
     *
     * @param endpoint empty when events are only counted
     */
    CompanyRedrive(
            RunHandle run,
            FailedEvents events,
            Optional<WebhookEndpoint> endpoint,
            RedriveNews news,
            NamedCounts counts,
            long total) {
        this.run = run;
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
    public void write(Chunk<? extends CompanyId> companies) throws JobInterruptedException {
        for (CompanyId company : companies) {
            counts.add(NamedCounts.COMPANIES, 1);
            TenantContext context = run.platform().in(company);
            if (endpoint.isPresent()) {
                send(context, endpoint.get());
            } else {
                counts.add(FOUND, events.count(context));
            }
            run.progress(counts.progress(total));
        }
    }

    private void send(TenantContext company, WebhookEndpoint to) throws JobInterruptedException {
        long refused = 0;
        List<Document> some = events.some(company, BATCH);
        while (!some.isEmpty()) {
            run.checkpoint();
            for (Document event : some) {
                refused += send(company, to, event) ? 0 : 1;
            }
            run.progress(counts.progress(total));
            some = events.some(company, BATCH);
        }
        news.done(company, run.runId(), refused);
    }

    private boolean send(TenantContext company, WebhookEndpoint to, Document event) {
        Answer answer =
                to.post(
                        company.company(),
                        String.valueOf(event.get("_id")),
                        FailedEvents.attempts(event) + 1,
                        body(event));
        counts.add(FOUND, 1);
        if (answer.verdict() == Answer.Verdict.TAKEN) {
            away = 0;
            events.processed(company, event);
            counts.add(PROCESSED, 1);
            return true;
        }
        events.failed(company, event, answer.text());
        counts.add(REFUSED, 1);
        away = answer.verdict() == Answer.Verdict.AWAY ? away + 1 : 0;
        if (away == MOST_AWAY) {
            throw new NightshiftException(
                    FailureCode.ENDPOINT_UNAVAILABLE,
                    "The endpoint of webhook events takes none: %d in a row failed, the last with %s."
                            .formatted(away, answer.text()),
                    "Check NIGHTSHIFT_WEBHOOK_URL and what answers there; then send them again.");
        }
        return false;
    }

    /** What came in, as it came in; a payload that was text is sent as that text. */
    private static String body(Document event) {
        return switch (event.get("payload")) {
            case String text -> text;
            case Document document -> document.toJson();
            case null, default -> "{}";
        };
    }
}

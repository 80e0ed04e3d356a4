package dev.nightshift.jobs.webhookredrive;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.Date;

/**
 * Failed events, and those of them that a run has not tried yet. What a run tried is noted in the
 * event, so that a restart needs no other position. Thread-safe.
 */
final class FailedEvents {
    /** Documents with {@code status}, {@code attempts}, {@code payload} and {@code lastError}. */
    private static final String COLLECTION = "webhook_events";

    private static final String FAILED = "failed";
    private static final String TRIED_BY = "redrivenBy";

    /** An event is as large as a sender makes it. */
    private static final long BATCH_BYTES = 8 << 20;

    private final TenantStore store;
    private final String mark;
    private final InstantSource clock;

    /**
     * Of all companies.
     *
     * @param mark of the run, the same in every attempt
     */
    FailedEvents(TenantStore store, String mark, InstantSource clock) {
        this.store = store;
        this.mark = mark;
        this.clock = clock;
    }

    /** How many this run has not tried. */
    long untried(TenantContext company) {
        return events(company).count(untriedOnes());
    }

    /** How many there are, whoever tried them. */
    long failed(TenantContext company) {
        return events(company).count(new Document("status", FAILED));
    }

    DocumentPage some(TenantContext company, int limit) {
        return events(company)
                .page(untriedOnes(), new Document(), new Document("_id", 1), limit, BATCH_BYTES);
    }

    void processed(TenantContext company, Document event) {
        change(
                company,
                event,
                new Document("status", "processed")
                        .append("processedAt", Date.from(clock.instant()))
                        .append("attempts", attempts(event) + 1),
                new Document("lastError", ""));
    }

    void failed(TenantContext company, Document event, String why) {
        change(
                company,
                event,
                new Document("lastError", why).append("attempts", attempts(event) + 1),
                new Document());
    }

    private void change(TenantContext company, Document event, Document set, Document unset) {
        Document update = new Document("$set", set.append(TRIED_BY, mark));
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        // Whoever took the event meanwhile has the last word.
        var _ =
                events(company)
                        .updateOne(
                                new Document("_id", event.get("_id")).append("status", FAILED),
                                update,
                                Repeat.SAFE);
    }

    static int attempts(Document event) {
        return event.get("attempts") instanceof Number number ? number.intValue() : 0;
    }

    private Document untriedOnes() {
        return new Document("status", FAILED).append(TRIED_BY, new Document("$ne", mark));
    }

    private TenantCollection events(TenantContext company) {
        return store.collection(company, COLLECTION);
    }
}

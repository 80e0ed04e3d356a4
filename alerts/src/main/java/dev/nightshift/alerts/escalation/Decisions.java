package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/** What people decide about an alert: take it, put it off, end it. Thread-safe. */
public final class Decisions {
    private static final Document NONE = new Document();

    private final AlertStore store;
    private final InstantSource clock;

    /** Over the record. */
    public Decisions(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Takes it: nobody is told any more, unless it becomes worse. */
    public Document ack(TenantContext context, String id) {
        return open(
                context, id, new Document("ack", by(context)).append("escalation.nextAt", null));
    }

    /** Nobody is told until then; afterwards as before. */
    public Document snooze(TenantContext context, String id, Instant until) {
        return open(
                context,
                id,
                new Document("snooze", by(context).append("until", Date.from(until)))
                        .append("escalation.nextAt", Date.from(until)));
    }

    /** Ends it; the next alert of its code is a new one. */
    public Document resolve(TenantContext context, String id) {
        Document alert = store.require(context, id);
        if (!store.close(context, id, new Document("resolution", by(context)))) {
            throw closed(alert);
        }
        return store.require(context, id);
    }

    private Document open(TenantContext context, String id, Document set) {
        Document alert = store.require(context, id);
        return store.change(
                        context,
                        id,
                        new Document("openKey", alert.getString("alertKey")),
                        set,
                        NONE)
                .orElseThrow(() -> closed(alert));
    }

    private Document by(TenantContext context) {
        return new Document("by", context.actor()).append("at", Date.from(clock.instant()));
    }

    private static NightshiftException closed(Document alert) {
        return new NightshiftException(
                FailureCode.NOT_FOUND,
                "The alert '%s' is resolved already.".formatted(alert.getString("_id")),
                "Another of its code would be a new alert.");
    }
}

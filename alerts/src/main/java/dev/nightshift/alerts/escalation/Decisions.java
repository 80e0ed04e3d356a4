package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.FollowUp;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

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
        Document alert = store.require(context, id);
        Instant now = clock.instant();
        Optional<Document> followUp = FollowUp.of(alert, FollowUp.ACKNOWLEDGE, now);
        return open(
                context,
                alert,
                new Document("ack", by(context))
                        .append(FollowUp.FIELD, followUp.orElse(null))
                        .append("escalation.nextAt", followUp.isEmpty() ? null : Date.from(now)));
    }

    /** Nobody is told until then; afterwards as before, at least once. */
    public Document snooze(TenantContext context, String id, Instant until) {
        Document alert = store.require(context, id);
        Severity severity = Severity.valueOf(alert.getString("severity"));
        int level = alert.get("escalation", NONE).getInteger("level", 0);
        boolean wasLast = Timetable.at(severity, level + 1).isEmpty();
        return open(
                context,
                alert,
                new Document("snooze", by(context).append("until", Date.from(until)))
                        .append("escalation.level", wasLast ? Math.max(0, level - 1) : level)
                        .append("escalation.levelAt", null)
                        .append("escalation.nextAt", Date.from(until)));
    }

    /** Ends it; the next alert of its code is a new one. */
    public Document resolve(TenantContext context, String id) {
        Document alert = store.require(context, id);
        if (!store.end(context, alert, by(context))) {
            throw closed(alert);
        }
        return store.require(context, id);
    }

    private Document open(TenantContext context, Document alert, Document set) {
        return store.change(
                        context,
                        alert.getString("_id"),
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

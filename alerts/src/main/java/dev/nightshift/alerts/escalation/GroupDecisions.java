package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.FollowUp;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What people decide about an alert of no company: a decision about a group is one about each open
 * alert that it counts. The group first: whoever joins it later was not seen by whoever decided.
 * Thread-safe; deciding again after a failure decides the rest.
 */
public final class GroupDecisions {
    private final ServiceAlerts service;
    private final AlertStore store;
    private final Decisions decisions;
    private final InstantSource clock;

    /** Over the record. */
    public GroupDecisions(
            ServiceAlerts service, AlertStore store, Decisions decisions, InstantSource clock) {
        this.service = service;
        this.store = store;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Takes it and what it counts; returns it as it is then. */
    public Document ack(PlatformContext context, String id) {
        Document group = service.require(id);
        Document set =
                new Document("ack", by(context))
                        .append(
                                FollowUp.FIELD,
                                FollowUp.of(group, FollowUp.ACKNOWLEDGE, clock.instant())
                                        .orElse(null));
        decided(group, service.change(id, set, true));
        each(context, group, decisions::ack);
        return service.require(id);
    }

    /** Tells nobody of what it counts until then. */
    public Document snooze(PlatformContext context, String id, Instant until) {
        Document group = service.require(id);
        Document snooze = by(context).append("until", Date.from(until));
        decided(group, service.change(id, new Document("snooze", snooze), true));
        each(context, group, (company, alert) -> decisions.snooze(company, alert, until));
        return service.require(id);
    }

    /** Ends it and what it counts. */
    public Document resolve(PlatformContext context, String id) {
        Document group = service.require(id);
        each(context, group, decisions::resolve);
        decided(group, service.end(group, by(context)));
        return service.require(id);
    }

    private void each(
            PlatformContext context, Document group, BiConsumer<TenantContext, String> decision) {
        for (String company : group.getList("companies", String.class, List.of())) {
            TenantContext tenant = context.in(new CompanyId(company));
            for (Document alert : store.members(tenant, group.getString("_id"), 0)) {
                try {
                    decision.accept(tenant, alert.getString("_id"));
                } catch (NightshiftException e) {
                    // Resolved by somebody else meanwhile: that is a decision too.
                    if (e.code() != FailureCode.NOT_FOUND) {
                        throw e;
                    }
                }
            }
        }
    }

    private Document by(PlatformContext context) {
        return new Document("by", context.actor()).append("at", Date.from(clock.instant()));
    }

    private static void decided(Document group, boolean wasOpen) {
        if (!wasOpen) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "The alert '%s' is resolved already.".formatted(group.getString("_id")),
                    "nightshift alerts list --service");
        }
    }
}

package dev.nightshift.alerts.store;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.Repeat;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The collection {@code alerts}: one document per matter that is open. Adding is exactly once,
 * whatever is repeated after a crash: the document keeps, for each journal, the last line it holds.
 * Thread-safe.
 */
public final class AlertStore {
    /** The collection's name. */
    public static final String COLLECTION = "alerts";

    private static final Document ALL = new Document();
    private static final int RACES = 50;
    private static final int MOST_JOURNALS = 64;

    private final TenantStore store;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    public AlertStore(TenantStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Adds what is not in the record yet.
     *
     * @param replayed whether the lines may have been added before to a matter that was closed
     *     since
     * @return what was added
     * @throws NightshiftException MONGODB_UNAVAILABLE; then nothing or all was added, and adding
     *     again is safe
     */
    public Added add(TenantContext context, Occurrences asked, boolean replayed) {
        TenantCollection alerts = alerts(context);
        Occurrences rest = replayed ? withoutClosed(alerts, asked) : asked;
        for (int race = 0; race < RACES; race++) {
            if (rest.lines().isEmpty()) {
                return Added.NOTHING;
            }
            Optional<Document> open = alerts.findOne(new Document("openKey", rest.key().text()));
            if (open.isEmpty()) {
                Document made = AlertDocuments.create(rest, clock.instant());
                if (alerts.insertOne(made)) {
                    return new Added(
                            made.getString("_id"),
                            rest.told(),
                            rest.repeats(),
                            made.containsKey("escalation"));
                }
                continue;
            }
            Document document = open.get();
            Document sources = document.get("sources", ALL);
            Object held = sources.get(rest.journal());
            if (held instanceof Number last
                    && last.longValue() >= rest.lines().getFirst().offset()) {
                rest = rest.after(last.longValue());
                continue;
            }
            Document same =
                    new Document("_id", document.getString("_id"))
                            .append("openKey", rest.key().text())
                            .append(
                                    "sources." + rest.journal(),
                                    held == null ? new Document("$exists", false) : held)
                            .append("severity", document.getString("severity"));
            Document update = AlertDocuments.add(document, rest, clock.instant());
            forgetOldest(sources, rest.journal(), update);
            if (alerts.updateOne(same, update, Repeat.SAFE).matched() == 1) {
                return new Added(
                        document.getString("_id"),
                        rest.told(),
                        rest.repeats(),
                        update.get("$set", ALL).containsKey("escalation"));
            }
        }
        throw new NightshiftException(
                FailureCode.MONGODB_UNAVAILABLE,
                "The record of alerts is too busy.",
                "It is tried again.");
    }

    private static Occurrences withoutClosed(TenantCollection alerts, Occurrences asked) {
        long last = -1;
        String source = "sources." + asked.journal();
        for (Document closed :
                alerts.find(
                        new Document("alertKey", asked.key().text())
                                .append(source, new Document("$exists", true)))) {
            Object held = closed.get("sources", ALL).get(asked.journal());
            last = Math.max(last, held instanceof Number number ? number.longValue() : -1);
        }
        return asked.after(last);
    }

    private static void forgetOldest(Document sources, String journal, Document update) {
        if (sources.size() >= MOST_JOURNALS && !sources.containsKey(journal)) {
            String oldest = sources.keySet().iterator().next();
            update.append("$unset", new Document("sources." + oldest, ""));
        }
    }

    /** One alert; NOT_FOUND when the company has none of that id. */
    public Document require(TenantContext context, String id) {
        return alerts(context)
                .findOne(new Document("_id", id))
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.NOT_FOUND,
                                        "The company '%s' has no alert '%s'."
                                                .formatted(context.companyId(), id),
                                        "nightshift alerts list --company %s"
                                                .formatted(context.companyId())));
    }

    /** Alerts, the last changed first. */
    public List<Document> list(TenantContext context, Document filter, int limit) {
        return alerts(context).find(filter, ALL, new Document("updatedAt", -1), limit);
    }

    /** Alerts for which somebody is to be told now. */
    public List<Document> due(TenantContext context, Instant now) {
        return alerts(context)
                .find(new Document("escalation.nextAt", new Document("$lte", Date.from(now))));
    }

    /**
     * Changes an alert that still is as the filter says.
     *
     * @return the alert as it is then; empty when it is not so any more
     */
    public Optional<Document> change(
            TenantContext context, String id, Document asItIs, Document set, Document push) {
        Document update =
                new Document(
                        "$set", new Document(set).append("updatedAt", Date.from(clock.instant())));
        if (!push.isEmpty()) {
            update.append("$push", push);
        }
        return alerts(context)
                .findAndUpdate(new Document(asItIs).append("_id", id), update, ALL, Repeat.NEVER);
    }

    /** Takes fields out of an alert and sets others; false when it is not as the filter says. */
    public boolean close(TenantContext context, String id, Document set) {
        Document update =
                new Document(
                                "$set",
                                new Document(set).append("updatedAt", Date.from(clock.instant())))
                        .append(
                                "$unset",
                                new Document(Map.of("openKey", "", "escalation.nextAt", "")));
        return alerts(context)
                        .updateOne(
                                new Document("_id", id)
                                        .append("openKey", new Document("$exists", true)),
                                update,
                                Repeat.NEVER)
                        .matched()
                == 1;
    }

    /** How many emits the record holds: told, and suppressed repeats. */
    public Totals totals(TenantContext context) {
        Totals totals = new Totals(0, 0, 0, 0);
        Document fields =
                new Document("occurrences", 1).append("suppressed", 1).append("openKey", 1);
        for (Document alert : alerts(context).find(ALL, fields, ALL, 0)) {
            totals =
                    new Totals(
                            totals.alerts() + 1,
                            totals.open() + (alert.containsKey("openKey") ? 1 : 0),
                            totals.recorded() + number(alert, "occurrences"),
                            totals.suppressed() + number(alert, "suppressed"));
        }
        return totals;
    }

    /**
     * Deletes what has been kept long enough: unresolved WARNING and CRITICAL never, resolved ones
     * after 90 days, INFO after 60, resolved INFO after 30.
     *
     * @return how many
     */
    public long deleteOld(TenantContext context) {
        Instant now = clock.instant();
        List<Document> old = new ArrayList<>();
        old.add(
                before("resolution.at", now, 90)
                        .append("severity", new Document("$ne", Severity.INFO.name())));
        old.add(before("resolution.at", now, 30).append("severity", Severity.INFO.name()));
        old.add(before("lastAt", now, 60).append("severity", Severity.INFO.name()));
        return old.stream().mapToLong(alerts(context)::deleteMany).sum();
    }

    private static Document before(String field, Instant now, int days) {
        Date limit = Date.from(now.minus(java.time.Duration.ofDays(days)));
        return new Document(field, new Document("$lt", limit));
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private TenantCollection alerts(TenantContext context) {
        return store.collection(context, COLLECTION);
    }
}

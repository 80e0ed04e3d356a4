package dev.nightshift.alerts.store;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private final String collection;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    public AlertStore(TenantStore store, InstantSource clock) {
        this(store, COLLECTION, clock);
    }

    AlertStore(TenantStore store, String collection, InstantSource clock) {
        this.store = store;
        this.collection = collection;
        this.clock = clock;
    }

    /** Alerts that try the way, apart from these. */
    public TrialRecords trials() {
        return new TrialRecords(store, clock);
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

    /**
     * Ends an open alert; systems that keep an incident of it are told by the next pass.
     *
     * @param alert as it was read
     * @param resolution by whom and when
     * @return false when it is not open any more
     */
    public boolean end(TenantContext context, Document alert, Document resolution) {
        return end(context, alert, resolution, ALL);
    }

    private boolean end(
            TenantContext context, Document alert, Document resolution, Document asItIs) {
        Instant now = clock.instant();
        Optional<Document> followUp = FollowUp.of(alert, FollowUp.RESOLVE, now);
        Document set =
                new Document("resolution", resolution)
                        .append("updatedAt", Date.from(now))
                        .append(FollowUp.FIELD, followUp.orElse(null))
                        .append("escalation.nextAt", followUp.isEmpty() ? null : Date.from(now));
        return alerts(context)
                        .updateOne(
                                new Document(asItIs)
                                        .append("_id", alert.getString("_id"))
                                        .append("openKey", new Document("$exists", true)),
                                new Document("$set", set)
                                        .append("$unset", new Document("openKey", "")),
                                Repeat.NEVER)
                        .matched()
                == 1;
    }

    /**
     * Ends the open alert of that matter, unless it was told again since.
     *
     * @param key of the matter, as text
     * @param at when it was seen to be over
     * @param reason for whoever looks at it later
     * @return whether there was one
     */
    public boolean recovered(TenantContext context, String key, Instant at, String reason) {
        Document resolution =
                new Document("by", "nightshift")
                        .append("at", Date.from(clock.instant()))
                        .append("reason", reason);
        while (true) {
            Optional<Document> open = alerts(context).findOne(new Document("openKey", key));
            if (open.isEmpty() || open.get().getDate("lastAt").toInstant().isAfter(at)) {
                return false;
            }
            // Whoever tells it again in between may keep it open: it is judged once more.
            Document asItWas = new Document("lastAt", open.get().getDate("lastAt"));
            if (end(context, open.get(), resolution, asItWas)) {
                return true;
            }
        }
    }

    /** The open alerts that a group counts. */
    public List<Document> members(TenantContext context, String groupId, int limit) {
        return alerts(context)
                .find(
                        new Document("groupId", groupId)
                                .append("openKey", new Document("$exists", true)),
                        ALL,
                        ALL,
                        limit);
    }

    /** How many emits the record holds: told, and suppressed repeats. */
    public Totals totals(TenantContext context) {
        return tallies(context).stream()
                .map(
                        tally ->
                                new Totals(
                                        tally.alerts(),
                                        tally.open(),
                                        tally.recorded(),
                                        tally.suppressed()))
                .reduce(new Totals(0, 0, 0, 0), Totals::plus);
    }

    /** The same for each code and severity. */
    public List<AlertTally> tallies(TenantContext context) {
        Map<String, AlertTally> tallies = new TreeMap<>();
        Document fields =
                new Document("occurrences", 1)
                        .append("suppressed", 1)
                        .append("openKey", 1)
                        .append("code", 1)
                        .append("severity", 1)
                        .append("ack", 1);
        for (Document alert : alerts(context).find(ALL, fields, ALL, 0)) {
            boolean open = alert.containsKey("openKey");
            AlertTally tally =
                    new AlertTally(
                            alert.getString("code"),
                            alert.getString("severity"),
                            1,
                            open ? 1 : 0,
                            open && alert.get("ack") != null ? 1 : 0,
                            number(alert, "occurrences"),
                            number(alert, "suppressed"));
            tallies.merge(tally.code() + ' ' + tally.severity(), tally, AlertTally::plus);
        }
        return List.copyOf(tallies.values());
    }

    /** How many alerts have been kept long enough; see {@link #deleteOld}. */
    public long countOld(TenantContext context) {
        return alerts(context).count(old());
    }

    /**
     * Deletes some of what has been kept long enough: unresolved WARNING and CRITICAL never,
     * resolved ones after 90 days, INFO after 60, resolved INFO after 30. Safe to repeat.
     *
     * @param limit at most so many
     * @return how many; less than the limit when nothing old is left
     */
    public long deleteOld(TenantContext context, int limit) {
        Document old = old();
        List<Object> ids =
                alerts(context).find(old, new Document("_id", 1), ALL, limit).stream()
                        .map(alert -> alert.get("_id"))
                        .toList();
        return ids.isEmpty()
                ? 0
                : alerts(context)
                        .deleteMany(new Document(old).append("_id", new Document("$in", ids)));
    }

    private Document old() {
        Instant now = clock.instant();
        Document notInfo = new Document("$ne", Severity.INFO.name());
        return new Document(
                "$or",
                List.of(
                        before("resolution.at", now, 90).append("severity", notInfo),
                        before("resolution.at", now, 30).append("severity", Severity.INFO.name()),
                        before("lastAt", now, 60).append("severity", Severity.INFO.name())));
    }

    private static Document before(String field, Instant now, int days) {
        Date limit = Date.from(now.minus(java.time.Duration.ofDays(days)));
        return new Document(field, new Document("$lt", limit));
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private TenantCollection alerts(TenantContext context) {
        return store.collection(context, collection);
    }
}

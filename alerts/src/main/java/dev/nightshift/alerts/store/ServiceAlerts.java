package dev.nightshift.alerts.store;

import dev.nightshift.alerts.Alert;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Alerts of no company: groups that stand for the alerts of many, and the channels' own trouble. An
 * id begins with {@code g}. At most one of a key is open. Thread-safe.
 */
public final class ServiceAlerts {
    /** What an alert of no company is about. */
    public enum Kind {
        /** The same code in many companies. */
        STORM,
        /** A server that is away, and what follows from that. */
        DEPENDENCY,
        /** A way out that rests because it failed too often. */
        CHANNEL
    }

    private static final Document ALL = new Document();
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int RACES = 10;

    private final PlatformStore store;
    private final PlatformContext context;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    public ServiceAlerts(PlatformStore store, PlatformContext context, InstantSource clock) {
        this.store = store;
        this.context = context;
        this.clock = clock;
    }

    /** Whether this is the id of one. */
    public static boolean isId(String id) {
        return id.matches("g[0-9a-f]{12}");
    }

    /** Takes down that it happened: on the open one of that key, else on a new one. */
    public Document happened(Kind kind, String key, Alert alert) {
        Date now = Date.from(clock.instant());
        for (int race = 0; race < RACES; race++) {
            Document set =
                    new Document("message", alert.message())
                            .append("lastAt", now)
                            .append("updatedAt", now);
            Optional<Document> open =
                    records()
                            .findAndUpdate(
                                    new Document("openKey", key),
                                    new Document("$set", set)
                                            .append("$inc", new Document("occurrences", 1L)),
                                    ALL,
                                    Repeat.NEVER);
            if (open.isPresent()) {
                return open.get();
            }
            Document made = fresh(kind, key, alert).append("occurrences", 1L);
            if (records().insertOne(made)) {
                return made;
            }
        }
        throw new NightshiftException(
                FailureCode.MONGODB_UNAVAILABLE,
                "The record of the service's alerts is too busy.",
                "It is tried again.");
    }

    /** A new one, not stored yet. */
    public Document fresh(Kind kind, String key, Alert alert) {
        Date now = Date.from(clock.instant());
        return new Document("_id", id(key))
                .append("kind", kind.name())
                .append("key", key)
                .append("openKey", key)
                .append("code", alert.code())
                .append("severity", alert.severity().name())
                .append("message", alert.message())
                .append("companies", List.of())
                .append("members", 0)
                .append("occurrences", 0L)
                .append("told", List.of())
                .append(FollowUp.INCIDENTS, List.of())
                .append("deliveries", List.of())
                .append("firstAt", now)
                .append("lastAt", now)
                .append("updatedAt", now);
    }

    /**
     * Two that begin the same at once get the same id, and one of them is told. It follows from the
     * one before, not from how many there are: old ones are deleted.
     */
    private String id(String key) {
        List<Document> newest =
                records()
                        .find(
                                new Document("key", key),
                                new Document("_id", 1),
                                new Document("firstAt", -1).append("_id", 1),
                                1);
        String before = newest.isEmpty() ? "" : newest.getFirst().getString("_id");
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((key + '/' + before).getBytes(StandardCharsets.UTF_8));
            return "g" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that are not over, and those whose end is still to be told somewhere. */
    public List<Document> unfinished() {
        return records()
                .find(
                        new Document(
                                "$or",
                                List.of(
                                        new Document("resolution", null),
                                        new Document(
                                                FollowUp.FIELD + ".action",
                                                new Document("$exists", true)))),
                        ALL,
                        new Document("firstAt", 1),
                        0);
    }

    /** All that were told or took something down, the last changed first. */
    public List<Document> list(boolean openOnly, int limit) {
        Document filter = new Document("forming", new Document("$exists", false));
        if (openOnly) {
            filter.append("resolution", null);
        }
        return records().find(filter, ALL, new Document("updatedAt", -1), limit);
    }

    /** One; NOT_FOUND when there is none of that id. */
    public Document require(String id) {
        return records()
                .findOne(new Document("_id", id))
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.NOT_FOUND,
                                        "The service has no alert '%s'.".formatted(id),
                                        "nightshift alerts list --service"));
    }

    /** Takes down what an end or a decision was told where, and what is left to tell. */
    public void followed(Document alert, List<Document> deliveries, @Nullable Document rest) {
        Document update =
                new Document(
                        "$set",
                        new Document(FollowUp.FIELD, rest)
                                .append("updatedAt", Date.from(clock.instant())));
        if (!deliveries.isEmpty()) {
            update.append(
                    "$push",
                    new Document(
                            "deliveries",
                            new Document("$each", deliveries).append("$slice", -100)));
        }
        var _ =
                records()
                        .updateOne(
                                new Document("_id", alert.get("_id"))
                                        .append(FollowUp.FIELD, alert.get(FollowUp.FIELD)),
                                update,
                                Repeat.SAFE);
    }

    /** Stores it unless one of its id is there. */
    public void saveIfNew(Document alert) {
        var _ = records().insertOne(alert);
    }

    /** Changes one that is not over; false when it is. */
    public boolean change(String id, Document set, boolean frees) {
        Document unset = frees ? new Document("openKey", "").append("forming", "") : new Document();
        return change(id, set, unset);
    }

    /** Changes a group that has come about; false when it is over. */
    public boolean stored(String id, Document set) {
        return change(id, set, new Document("forming", ""));
    }

    private boolean change(String id, Document set, Document unset) {
        Document update =
                new Document(
                        "$set", new Document(set).append("updatedAt", Date.from(clock.instant())));
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        return records()
                        .updateOne(
                                new Document("_id", id).append("resolution", null),
                                update,
                                Repeat.SAFE)
                        .matched()
                == 1;
    }

    /** Ends one; systems that keep an incident of it are told by the next pass. */
    public boolean end(Document alert, Document resolution) {
        Instant now = clock.instant();
        return change(
                alert.getString("_id"),
                new Document("resolution", resolution)
                        .append(
                                FollowUp.FIELD,
                                FollowUp.of(alert, FollowUp.RESOLVE, now).orElse(null)),
                true);
    }

    /** Ends the open one of that key, as the service itself; whether there was one. */
    public boolean recovered(String key, String reason) {
        return records()
                .findOne(new Document("openKey", key))
                .filter(open -> end(open, byService(reason)))
                .isPresent();
    }

    /** Who ends what is over by itself. */
    public Document byService(String reason) {
        return new Document("by", "nightshift")
                .append("at", Date.from(clock.instant()))
                .append("reason", reason);
    }

    /** Forgets a group that never came about. */
    public void forget(Document neverFormed) {
        var _ =
                records()
                        .deleteOne(
                                new Document("_id", neverFormed.get("_id"))
                                        .append("forming", new Document("$exists", true)),
                                Repeat.SAFE);
    }

    /** Deletes what was over 90 days ago; returns how many. */
    public long deleteOld() {
        return records()
                .deleteMany(
                        new Document(
                                "resolution.at",
                                new Document("$lt", Date.from(clock.instant().minus(KEPT)))));
    }

    /** A company of one of them, seen by the same caller. */
    public TenantContext in(String companyId) {
        return context.in(new CompanyId(companyId));
    }

    /** How many of a kind there are, and how many of these are not over. */
    public Document totals() {
        Document totals = new Document();
        for (Kind kind : Kind.values()) {
            Document of =
                    new Document("kind", kind.name())
                            .append("forming", new Document("$exists", false));
            totals.append(
                    kind.name().toLowerCase(Locale.ROOT),
                    new Document("alerts", records().count(of))
                            .append(
                                    "open",
                                    records().count(new Document(of).append("resolution", null))));
        }
        return totals;
    }

    private PlatformCollection records() {
        return store.collection(context, PlatformName.SERVICE_ALERTS);
    }
}

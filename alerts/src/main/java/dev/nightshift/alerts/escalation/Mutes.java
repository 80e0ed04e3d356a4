package dev.nightshift.alerts.escalation;

import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Maintenance windows: while one lasts, nobody is told of the alerts it covers; they are recorded
 * all the same, and told when it ends unless they are resolved by then. Thread-safe.
 */
public final class Mutes {
    private static final String COLLECTION = "alert_mutes";
    private static final Document ALL = new Document();

    private final TenantStore store;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    public Mutes(TenantStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Opens a window now.
     *
     * @param code the code it covers, and no other; {@code *} for all of the company's
     * @return its id
     */
    public String add(TenantContext context, String code, Instant until) {
        String id = "m" + UUID.randomUUID().toString().substring(0, 8);
        Date now = Date.from(clock.instant());
        store.collection(context, COLLECTION)
                .insertOne(
                        new Document("_id", id)
                                .append("code", code)
                                .append("from", now)
                                .append("until", Date.from(until))
                                .append("by", context.actor())
                                .append("updatedAt", now));
        return id;
    }

    /** Ends a window before its time; one that is over stays as it is. */
    public void end(TenantContext context, String id) {
        Date now = Date.from(clock.instant());
        var _ =
                store.collection(context, COLLECTION)
                        .updateOne(
                                new Document("_id", id).append("until", new Document("$gt", now)),
                                new Document(
                                        "$set",
                                        new Document("until", now).append("updatedAt", now)),
                                Repeat.SAFE);
    }

    /** The windows that last. */
    public List<Document> current(TenantContext context) {
        return store.collection(context, COLLECTION)
                .find(
                        new Document("until", new Document("$gt", Date.from(clock.instant()))),
                        ALL,
                        new Document("until", 1),
                        0);
    }

    /** When the last window over this code ends. */
    static Optional<Instant> end(List<Document> windows, String code) {
        return windows.stream()
                .filter(
                        window ->
                                window.getString("code").equals("*")
                                        || window.getString("code").equals(code))
                .map(window -> window.getDate("until").toInstant())
                .max(Instant::compareTo);
    }
}

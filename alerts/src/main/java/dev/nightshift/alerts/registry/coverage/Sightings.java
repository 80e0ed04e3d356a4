package dev.nightshift.alerts.registry.coverage;

import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * What companies have seen: their alerts, their signs of life, and the trials of the last
 * validation. Three reads a company, whatever the number of codes. Thread-safe.
 */
public final class Sightings {
    /** Where results of validations are kept; a tenant collection. */
    public static final String VALIDATIONS = "registry_validations";

    private static final Document ALL = new Document();
    private static final Document NEWEST = new Document("updatedAt", -1);
    private static final int BATCH = 1_000;

    private final TenantStore store;
    private final Registry registry;

    /** Over a store that the caller closes. */
    public Sightings(TenantStore store, Registry registry) {
        this.store = store;
        this.registry = registry;
    }

    /** What the context's company has seen. */
    public Seen of(TenantContext context) {
        Map<String, Instant> lastAt = new HashMap<>();
        alerts(context, lastAt);
        heartbeats(context, lastAt);
        Map<String, Instant> triedAt = new HashMap<>();
        trials(context, triedAt);
        return new Seen(context.companyId(), lastAt, triedAt);
    }

    private void alerts(TenantContext context, Map<String, Instant> lastAt) {
        Document fields = new Document("code", 1).append("lastAt", 1);
        try (DocumentStream alerts =
                store.collection(context, "alerts").stream(ALL, fields, ALL, BATCH)) {
            while (alerts.hasNext()) {
                Document alert = alerts.next();
                see(lastAt, alert.get("code"), alert.get("lastAt"));
            }
        }
    }

    private void heartbeats(TenantContext context, Map<String, Instant> lastAt) {
        store.collection(context, "heartbeats")
                .findOne(ALL, new Document("seen", 1), ALL)
                .map(document -> document.get("seen", ALL))
                .ifPresent(
                        seen -> {
                            for (RegistryEntry entry : registry.withHeartbeat()) {
                                see(
                                        lastAt,
                                        entry.heartbeatCode(),
                                        seen.get(Heartbeats.field(entry.id())));
                            }
                        });
    }

    private void trials(TenantContext context, Map<String, Instant> triedAt) {
        store.collection(context, VALIDATIONS)
                .findOne(ALL, new Document("answered", 1), NEWEST)
                .map(document -> document.get("answered", ALL))
                .ifPresent(answered -> answered.forEach((code, at) -> see(triedAt, code, at)));
    }

    private static void see(
            Map<String, Instant> lastAt,
            @org.jspecify.annotations.Nullable Object code,
            @org.jspecify.annotations.Nullable Object at) {
        if (code instanceof String name && at instanceof Date date) {
            lastAt.merge(name, date.toInstant(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }
}

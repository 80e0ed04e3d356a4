package dev.nightshift.alerts.heartbeats;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.platform.mongo.PerCompanyCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The signs of life that the registry expects, for each company. Reads and writes take one round
 * trip for many companies. Thread-safe.
 */
public final class Heartbeats {
    /** The sweep's own entry: it is a sign of life of its own for each company it looks at. */
    public static final String SWEEP = "NIGHTSHIFT.HEARTBEAT_SWEEP.RUN";

    /**
     * One entry of one company, as it is now.
     *
     * @param seen when it was last seen to succeed, and to begin
     */
    public record Row(RegistryEntry entry, HeartbeatState state, Sighting seen) {}

    /**
     * What a sweep makes of a company.
     *
     * @param update what is to be stored
     * @param steps by entry, in the registry's order
     */
    public record Swept(
            CompanyId company, Document update, Map<RegistryEntry, HeartbeatStep> steps) {}

    private final PlatformStore store;
    private final List<RegistryEntry> entries;
    private final InstantSource clock;

    public Heartbeats(PlatformStore store, Registry registry, InstantSource clock) {
        this.store = store;
        this.entries = registry.withHeartbeat();
        this.clock = clock;
    }

    /** The name that an entry has as a field: without the signs that make a path or an operator. */
    public static String field(String entryId) {
        return entryId.replace('.', '/').replace('$', '_').replace('\0', '_');
    }

    /** Every expected sign of life of a company, in the registry's order, as of now. */
    public List<Row> list(PlatformContext context, CompanyId company) {
        HeartbeatRecord record =
                new HeartbeatRecord(collection(context).find(List.of(company)).get(company));
        Instant now = now();
        List<Row> rows = new ArrayList<>();
        for (RegistryEntry entry : entries) {
            Sighting seen = record.sighting(entry.id());
            rows.add(new Row(entry, HeartbeatRules.state(entry.heartbeat(), seen, now), seen));
        }
        return rows;
    }

    /** The stored documents of these companies, in one round trip. */
    public Map<CompanyId, Document> read(PlatformContext context, Collection<CompanyId> companies) {
        return collection(context).find(companies);
    }

    /**
     * Looks at all points of a company. Pure but for the clock.
     *
     * @param stored the company's document, as {@link #read} gave it; an empty one for none
     */
    public Swept sweep(CompanyId company, Document stored) {
        HeartbeatRecord record = new HeartbeatRecord(stored);
        Instant now = now();
        Map<RegistryEntry, HeartbeatStep> steps = new LinkedHashMap<>();
        Document set = new Document();
        for (RegistryEntry entry : entries) {
            HeartbeatPoint before = record.point(entry.id(), now);
            boolean own = entry.id().equals(SWEEP);
            Sighting seen = own ? new Sighting(now, null, null) : record.sighting(entry.id());
            HeartbeatStep step = HeartbeatRules.step(before, entry.heartbeat(), seen, now);
            steps.put(entry, step);
            if (!step.point().equals(before) || !record.hasPoint(entry.id())) {
                HeartbeatRecord.put(set, entry.id(), step.point());
            }
        }
        // Written with the rest: an emit for each company would cost more than the sweep.
        Document seen =
                new Document(HeartbeatRecord.path(HeartbeatRecord.SEEN, SWEEP), Date.from(now));
        Document update =
                new Document("$max", seen).append("$set", set.append("updatedAt", Date.from(now)));
        return new Swept(company, update, steps);
    }

    /**
     * Stores what sweeps changed, in one round trip; safe to repeat.
     *
     * @return the companies whose document the store refused
     */
    public Set<CompanyId> write(PlatformContext context, Collection<Swept> swept) {
        Map<CompanyId, Document> updates = new LinkedHashMap<>();
        swept.forEach(one -> updates.put(one.company(), one.update()));
        return collection(context).upsert(updates);
    }

    private PerCompanyCollection collection(PlatformContext context) {
        return store.perCompany(context, PerCompanyName.HEARTBEATS);
    }

    // MongoDB keeps milliseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

package dev.nightshift.jobs.retention;

import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.backfill.PreImages;

import org.bson.Document;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/**
 * Documents that are kept until a date of theirs is past, or past by some time. Some have an index
 * by which MongoDB deletes them; not every server that speaks its language does. Thread-safe.
 */
public final class RetainedByDate implements Retained {
    private final TenantStore store;
    private final String name;
    private final String collection;
    private final String field;
    private final Duration kept;
    private final InstantSource clock;

    /** Old values that backfills kept, until the date of each; then nothing is rolled back. */
    public static RetainedByDate preImages(TenantStore store, InstantSource clock) {
        return new RetainedByDate(
                store, "preImages", PreImages.COLLECTION, "expireAt", Duration.ZERO, clock);
    }

    /** What probes measured, for 24 hours; the figures of each day stay. */
    public static RetainedByDate telemetry(TenantStore store, InstantSource clock) {
        return new RetainedByDate(
                store, "telemetry", SloResults.TELEMETRY, "ts", Duration.ofHours(24), clock);
    }

    private RetainedByDate(
            TenantStore store,
            String name,
            String collection,
            String field,
            Duration kept,
            InstantSource clock) {
        this.store = store;
        this.name = name;
        this.collection = collection;
        this.field = field;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long count(TenantContext company) {
        return documents(company).count(old());
    }

    @Override
    public long delete(TenantContext company, int limit) {
        TenantCollection documents = documents(company);
        List<Object> ids =
                documents.find(old(), new Document("_id", 1), new Document(), limit).stream()
                        .map(each -> each.get("_id"))
                        .toList();
        if (ids.isEmpty()) {
            return 0;
        }
        Document still = new Document("_id", new Document("$in", ids));
        still.putAll(old());
        return documents.deleteMany(still);
    }

    private Document old() {
        return new Document(field, new Document("$lte", Date.from(clock.instant().minus(kept))));
    }

    private TenantCollection documents(TenantContext company) {
        return store.collection(company, collection);
    }
}

package dev.nightshift.drills.requests;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A number of each company that rises, kept in MongoDB and read through the cache: a reader that
 * begins after a change was acknowledged must see it, or a newer one. Thread-safe; one thread at a
 * time changes a company's.
 */
final class CachedValues {
    private static final String COLLECTION = "drill_state";
    private static final String FEATURE = "drill";

    private final TenantStore store;
    private final TenantCache cache;
    private final Map<TenantContext, AtomicLong> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong stale = new AtomicLong();

    CachedValues(TenantStore store, TenantCache cache) {
        this.store = store;
        this.cache = cache;
    }

    void read(TenantContext company) {
        long least = newest(company).get();
        long seen =
                cache.flag(
                                company,
                                FEATURE,
                                () ->
                                        documents(company)
                                                .findOne(new Document("_id", id(company)))
                                                .map(found -> String.valueOf(found.get("version"))))
                        .map(Long::parseLong)
                        .orElse(0L);
        if (seen < least) {
            stale.incrementAndGet();
        }
    }

    /** A change that fails was not acknowledged: nobody may expect it. */
    void change(TenantContext company, long version) {
        documents(company).upsertById(new Document("_id", id(company)).append("version", version));
        var _ = cache.invalidate(company);
        newest(company).set(version);
    }

    /** Reads that saw an older value than one that had been acknowledged. */
    long stale() {
        return stale.get();
    }

    void remove(TenantContext company) {
        var _ = documents(company).deleteMany(new Document("_id", id(company)));
    }

    private AtomicLong newest(TenantContext company) {
        return acknowledged.computeIfAbsent(company, first -> new AtomicLong());
    }

    private static String id(TenantContext company) {
        return company.companyId() + "/version";
    }

    private TenantCollection documents(TenantContext company) {
        return store.collection(company, COLLECTION);
    }
}

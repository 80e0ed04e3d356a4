package dev.nightshift.platform.redis;

import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Invalidations that wait for Redis, one document per company in MongoDB. Thread-safe, and safe
 * with several processes: a company that is queued again while it is drained stays queued.
 */
final class InvalidationQueue {
    private final PlatformStore store;

    InvalidationQueue(PlatformStore store) {
        this.store = store;
    }

    void add(TenantContext context) {
        PlatformContext platform =
                new PlatformContext(context.requestId(), context.feature(), context.actor());
        collection(platform)
                .upsertById(
                        new Document("_id", context.companyId())
                                .append("request", UUID.randomUUID().toString())
                                .append("requestId", context.requestId())
                                .append("feature", context.feature()));
    }

    /** Hands each company to {@code invalidate} and forgets it; returns how many. */
    int drain(PlatformContext context, Consumer<CompanyId> invalidate) {
        PlatformCollection queue = collection(context);
        List<Document> waiting = queue.find(new Document(), new Document(), new Document(), 0);
        for (Document entry : waiting) {
            String company = entry.getString("_id");
            invalidate.accept(new CompanyId(company));
            queue.deleteOne(
                    new Document("_id", company).append("request", entry.get("request")),
                    Repeat.SAFE);
        }
        return waiting.size();
    }

    private PlatformCollection collection(PlatformContext context) {
        return store.collection(context, PlatformName.CACHE_INVALIDATIONS);
    }
}

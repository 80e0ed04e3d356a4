package dev.nightshift.platform.isolation;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.List;

/**
 * Tries, on the servers that are in use, whether one company reaches what is another's: by every
 * method of a collection and every kind of key. It makes documents and keys of two companies that
 * are not in the list of companies, so that no job works for them and no real data is touched, and
 * removes them afterwards; what a trial that was killed left is removed by the next. Thread-safe,
 * but two at once disturb each other.
 */
public final class IsolationTrial {
    private static final CompanyId OWNER = new CompanyId("nightshift-isolation-a");
    private static final CompanyId OTHER = new CompanyId("nightshift-isolation-b");
    private static final List<String> COLLECTIONS = List.of("leads", "imports", "alerts");

    private final Companies companies;
    private final MongoStores mongo;
    private final RedisStores redis;
    private final TenantCache cache;
    private final CompanyId other;

    /** Over stores that the caller closes. */
    public IsolationTrial(
            Companies companies, MongoStores mongo, RedisStores redis, TenantCache cache) {
        this(companies, mongo, redis, cache, OTHER);
    }

    /** With another company that breaks in; the owner itself reaches everything. */
    IsolationTrial(
            Companies companies,
            MongoStores mongo,
            RedisStores redis,
            TenantCache cache,
            CompanyId other) {
        this.companies = companies;
        this.mongo = mongo;
        this.redis = redis;
        this.cache = cache;
        this.other = other;
    }

    /**
     * Tries every door once.
     *
     * @throws NightshiftException REDIS_UNAVAILABLE, MONGODB_UNAVAILABLE: nothing is known then;
     *     COMPANY_EXISTS when somebody has one of the two names
     */
    public IsolationReport run(PlatformContext context) {
        requireFree(context);
        TenantContext owner = context.in(OWNER);
        TenantContext breaksIn = context.in(other);
        if (!cache.reachable(owner)) {
            throw new NightshiftException(
                    FailureCode.REDIS_UNAVAILABLE,
                    "Redis does not answer, so whether its keys are kept apart is not known.",
                    "Check NIGHTSHIFT_REDIS_URI, or run 'nightshift doctor'.");
        }
        clean(owner, breaksIn);
        try {
            Doors doors = new Doors();
            for (String name : COLLECTIONS) {
                new DocumentDoors(
                                name,
                                mongo.tenants().collection(owner, name),
                                mongo.tenants().collection(breaksIn, name),
                                OWNER.value())
                        .tryAll(doors);
            }
            new KeyDoors(redis, cache, owner, breaksIn).tryAll(doors);
            return doors.report();
        } finally {
            clean(owner, breaksIn);
        }
    }

    private void requireFree(PlatformContext context) {
        companies.existing(context, List.of(OWNER.value(), OTHER.value())).stream()
                .findFirst()
                .ifPresent(
                        taken -> {
                            throw new NightshiftException(
                                    FailureCode.COMPANY_EXISTS,
                                    "The company '%s' has a name that trials of isolation use."
                                            .formatted(taken),
                                    "Its data would be deleted: give the company another id.");
                        });
    }

    private void clean(TenantContext... both) {
        for (TenantContext one : both) {
            for (String name : COLLECTIONS) {
                mongo.tenants().collection(one, name).deleteMany(new Document());
            }
            cache.purge(one);
        }
    }
}

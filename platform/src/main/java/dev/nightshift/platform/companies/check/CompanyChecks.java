package dev.nightshift.platform.companies.check;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.check.CompanyVerdict.Problem;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tries whether companies can be worked for: MongoDB and Redis answer for them, their collections
 * have their indexes, every field of their record can be used, no other company's document is seen
 * with their name, the cache holds what MongoDB does, and not too many expired keys are left. Reads
 * only. Thread-safe.
 */
public final class CompanyChecks {
    private static final List<String> COLLECTIONS =
            List.of("leads", "alerts", "imports", "preimages", "webhook_events");
    private static final int PROBED = 100;

    private final Companies companies;
    private final MongoStores mongo;
    private final TenantCache cache;
    private final InstantSource clock;

    /** Over stores that the caller closes. */
    public CompanyChecks(
            Companies companies, MongoStores mongo, TenantCache cache, InstantSource clock) {
        this.companies = companies;
        this.mongo = mongo;
        this.cache = cache;
        this.clock = clock;
    }

    /** Every company, by id. */
    public List<CompanyVerdict> all(PlatformContext context) {
        return check(context, companies.list(context));
    }

    /**
     * One company.
     *
     * @throws NightshiftException COMPANY_NOT_FOUND
     */
    public CompanyVerdict one(PlatformContext context, CompanyId id) {
        return check(context, List.of(companies.show(context, id))).getFirst();
    }

    /** These companies, in their order. */
    public List<CompanyVerdict> check(PlatformContext context, List<Company> some) {
        Map<CompanyId, KeyHealth> keys =
                new KeyHealthLedger(mongo.platform())
                        .read(context, some.stream().map(Company::id).toList());
        List<CompanyVerdict> verdicts = new ArrayList<>();
        for (Company company : some) {
            List<Problem> problems = new ArrayList<>();
            try {
                look(context.in(company.id()), company, keys, problems);
            } catch (NightshiftException e) {
                problems.add(new Problem("reachable", e.message()));
            }
            verdicts.add(new CompanyVerdict(company, problems, notes(keys.get(company.id()))));
        }
        return verdicts;
    }

    private void look(
            TenantContext context,
            Company company,
            Map<CompanyId, KeyHealth> keys,
            List<Problem> problems) {
        if (!cache.reachable(context)) {
            problems.add(new Problem("reachable", "Redis does not answer."));
        }
        for (String collection : COLLECTIONS) {
            List<String> missing = mongo.tenants().missingIndexes(context, collection);
            if (!missing.isEmpty()) {
                problems.add(
                        new Problem(
                                "indexes",
                                "%s lacks %s".formatted(collection, String.join(", ", missing))));
            }
            if (!isolated(context, mongo.tenants().collection(context, collection))) {
                problems.add(
                        new Problem(
                                "isolation",
                                "%s shows what is not the company's".formatted(collection)));
            }
        }
        if (!companies.isCacheTrue(context)) {
            problems.add(new Problem("cache", "Redis holds another record of it than MongoDB"));
        }
        List<String> gaps =
                companies.gaps(
                        new PlatformContext(
                                context.requestId(), context.feature(), context.actor()),
                        company.id());
        if (!gaps.isEmpty()) {
            problems.add(
                    new Problem(
                            "settings",
                            "its record lacks a usable %s; it takes no work until that is mended"
                                    .formatted(String.join(", ", gaps))));
        }
        KeyHealth health = keys.get(company.id());
        if (health != null && health.level() != HealthLevel.HEALTHY) {
            problems.add(new Problem("keys", left(health)));
        }
    }

    // Not a problem: nobody looked at the keys of a company that was added a minute ago. Who is to
    // look daily and does not is told of by the heartbeat of key-cleanup.
    private List<Problem> notes(@Nullable KeyHealth health) {
        if (health == null) {
            return List.of(
                    new Problem("keys", "not looked at yet; see: nightshift keys check --all"));
        }
        return health.isOld(clock.instant())
                ? List.of(
                        new Problem(
                                "keys",
                                ("last looked at %s, more than 48 hours ago; see: nightshift keys"
                                                + " check --all")
                                        .formatted(health.checkedAt())))
                : List.of();
    }

    /** What is seen is the company's own, and another's name is refused. */
    private static boolean isolated(TenantContext context, TenantCollection collection) {
        boolean own =
                collection
                        .find(new Document(), new Document("companyId", 1), new Document(), PROBED)
                        .stream()
                        .allMatch(seen -> context.companyId().equals(seen.get("companyId")));
        return own && refuses(collection, context.companyId() + "-not");
    }

    private static boolean refuses(TenantCollection collection, String other) {
        try {
            collection.count(new Document("companyId", other));
            return false;
        } catch (NightshiftException e) {
            return e.code() == FailureCode.TENANT_MISMATCH;
        }
    }

    private static String left(KeyHealth health) {
        return health.spaces().entrySet().stream()
                .filter(space -> space.getValue().level() != HealthLevel.HEALTHY)
                .sorted(Map.Entry.comparingByKey())
                .map(
                        space ->
                                "%s: %d expired in %s"
                                        .formatted(
                                                space.getValue()
                                                        .level()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT),
                                                space.getValue().expired(),
                                                space.getKey()))
                .collect(Collectors.joining(", "));
    }
}

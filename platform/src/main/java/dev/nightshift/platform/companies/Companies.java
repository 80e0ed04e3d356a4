package dev.nightshift.platform.companies;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The companies this service works for; the only way to add one. Reads go through the cache, writes
 * drop it. Thread-safe.
 */
public final class Companies {
    /** The company that is made on the first start on a database: it is in every one. */
    public static final CompanyId DEMO = new CompanyId("demo");

    private static final Logger log = LoggerFactory.getLogger(Companies.class);
    private static final int MAX_NAME = 200;
    private static final Document ALL = new Document();

    private final PlatformStore store;
    private final TenantCache cache;
    private final InstantSource clock;

    /** Over stores that the caller closes. */
    public Companies(PlatformStore store, TenantCache cache, InstantSource clock) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Adds an active company.
     *
     * @throws NightshiftException COMPANY_EXISTS, or USAGE for a blank or too long name
     */
    public Company add(PlatformContext context, CompanyId id, String name, Region region) {
        if (id.equals(PlatformContext.SERVICE)) {
            throw new NightshiftException(
                    FailureCode.COMPANY_EXISTS,
                    "'%s' is the service itself, where it keeps its own alerts.".formatted(id),
                    "Choose another id.");
        }
        Company company = company(id, name, region);
        if (!companies(context).insertOne(company.toDocument())) {
            throw new NightshiftException(
                    FailureCode.COMPANY_EXISTS,
                    "The company '%s' exists already.".formatted(id),
                    "nightshift companies show %s".formatted(id));
        }
        cache.invalidate(context.in(id));
        return company;
    }

    /** Every company, by id. */
    public List<Company> list(PlatformContext context) {
        return companies(context).find(ALL, ALL, new Document("_id", 1), 0).stream()
                .map(Company::stored)
                .toList();
    }

    /** The companies with a tag, by id. */
    public List<Company> tagged(PlatformContext context, String tag) {
        return companies(context)
                .find(new Document("tags", tag), ALL, new Document("_id", 1), 0)
                .stream()
                .map(Company::stored)
                .toList();
    }

    /**
     * Some of the companies that take work, by id.
     *
     * @param after the last of the page before; empty for the first page
     */
    public List<Company> activePage(PlatformContext context, String after, int limit) {
        Document filter =
                new Document("_id", new Document("$gt", after))
                        .append("status", CompanyStatus.ACTIVE.name());
        return companies(context).find(filter, ALL, new Document("_id", 1), limit).stream()
                .map(Company::stored)
                .toList();
    }

    /** Those of these ids that are companies. */
    public Set<String> existing(PlatformContext context, Collection<String> ids) {
        Document filter = new Document("_id", new Document("$in", List.copyOf(ids)));
        return companies(context).find(filter, new Document("_id", 1), ALL, 0).stream()
                .map(company -> company.getString("_id"))
                .collect(Collectors.toSet());
    }

    /**
     * One company, as it is now.
     *
     * @throws NightshiftException COMPANY_NOT_FOUND
     */
    public Company show(PlatformContext context, CompanyId id) {
        return find(context, id).map(Company::stored).orElseThrow(() -> notFound(id));
    }

    /**
     * Fields of the company's record that are missing or of no use; while there are any it takes no
     * work.
     */
    public List<String> gaps(PlatformContext context, CompanyId id) {
        return find(context, id).map(Company::gaps).orElseThrow(() -> notFound(id));
    }

    /** Lets the company take no more work; what runs goes on. Done twice it is done. */
    public Company suspend(PlatformContext context, CompanyId id) {
        return change(context, id, CompanyStatus.SUSPENDED);
    }

    /** Lets the company take work again. Done twice it is done. */
    public Company resume(PlatformContext context, CompanyId id) {
        return change(context, id, CompanyStatus.ACTIVE);
    }

    /**
     * The context's company, which takes work.
     *
     * @throws NightshiftException COMPANY_NOT_FOUND or COMPANY_SUSPENDED
     */
    public Company requireActive(TenantContext context) {
        Company company = cached(context, () -> {});
        if (!company.isActive()) {
            throw new NightshiftException(
                    FailureCode.COMPANY_SUSPENDED,
                    "The company '%s' is suspended and takes no work.".formatted(company.id()),
                    "Whoever runs the platform can resume it.");
        }
        return company;
    }

    /**
     * The context's company as the cache has it, whether it takes work or not.
     *
     * @param onMiss run when it was not cached, or Redis is away
     * @throws NightshiftException COMPANY_NOT_FOUND
     */
    public Company cached(TenantContext context, Runnable onMiss) {
        CompanyId id = context.company();
        PlatformContext platform =
                new PlatformContext(context.requestId(), context.feature(), context.actor());
        String cached =
                cache.company(
                                context,
                                () -> {
                                    onMiss.run();
                                    return find(platform, id).map(Document::toJson);
                                })
                        .orElseThrow(() -> notFound(id));
        return parse(cached, id).orElseGet(() -> show(platform, id));
    }

    /** Whether what is cached of the company, if anything is, is what is stored of it. */
    public boolean isCacheTrue(TenantContext context) {
        boolean isTrue = isCachedAsStored(context);
        if (!isTrue) {
            // A write between the two reads looks like a difference, but not twice.
            isTrue = isCachedAsStored(context);
        }
        return isTrue;
    }

    private boolean isCachedAsStored(TenantContext context) {
        PlatformContext platform =
                new PlatformContext(context.requestId(), context.feature(), context.actor());
        Optional<String> cached = cache.cachedCompany(context);
        return cached.isEmpty()
                || cached.equals(find(platform, context.company()).map(Document::toJson));
    }

    /**
     * Adds the company {@code demo} on the first start on a database, however many start at once.
     * One that was suspended or removed later stays so.
     *
     * @return whether this call added it
     */
    public boolean ensureDemo(PlatformContext context) {
        PlatformCollection state = store.collection(context, PlatformName.PLATFORM_STATE);
        Document marker = new Document("_id", "companies");
        if (state.findOne(marker).isPresent()) {
            return false;
        }
        boolean added = false;
        if (companies(context).count(ALL) == 0) {
            Company demo = company(DEMO, "Demo", Region.DEFAULT);
            added = companies(context).insertOne(demo.toDocument());
        }
        // After the company: a start that dies between the two is made good by the next.
        state.insertOne(new Document(marker).append("createdAt", Date.from(now())));
        return added;
    }

    // Redis is shared with other services: what is not a company's record of ours is passed over.
    private static Optional<Company> parse(String json, CompanyId id) {
        try {
            return Optional.of(Company.of(Document.parse(json)))
                    .filter(company -> company.id().equals(id));
        } catch (RuntimeException notOurs) {
            log.atWarn()
                    .addKeyValue("companyId", id.value())
                    .addKeyValue("module", "companies")
                    .addKeyValue("event", "cache.unreadable")
                    .log("The cached company is unreadable: {}", notOurs.getClass().getName());
            return Optional.empty();
        }
    }

    private Company company(CompanyId id, String name, Region region) {
        String trimmed = name.strip();
        if (trimmed.isEmpty()
                || trimmed.length() > MAX_NAME
                || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "A company needs a name of 1 to %d printable characters.".formatted(MAX_NAME),
                    "nightshift companies add %s --name NAME".formatted(id));
        }
        Instant now = now();
        return new Company(id, trimmed, region, CompanyStatus.ACTIVE, now, now);
    }

    /**
     * Gives the company a tag, by which schedules choose companies. Done twice it is done.
     *
     * @param tag of the form of a company's id
     */
    public Company tag(PlatformContext context, CompanyId id, String tag) {
        return change(context, id, new Document("$addToSet", new Document("tags", tag)));
    }

    /** Takes a tag from the company. Done twice it is done. */
    public Company untag(PlatformContext context, CompanyId id, String tag) {
        return change(context, id, new Document("$pull", new Document("tags", tag)));
    }

    private Company change(PlatformContext context, CompanyId id, Document update) {
        Company company = show(context, id);
        companies(context).updateOne(new Document("_id", id.value()), update, Repeat.SAFE);
        return company;
    }

    private Company change(PlatformContext context, CompanyId id, CompanyStatus status) {
        Document other =
                new Document("_id", id.value())
                        .append("status", new Document("$ne", status.name()));
        Document set = new Document("status", status.name()).append("updatedAt", Date.from(now()));
        companies(context).updateOne(other, new Document("$set", set), Repeat.SAFE);
        Company company = show(context, id);
        cache.invalidate(context.in(id));
        return company;
    }

    private Optional<Document> find(PlatformContext context, CompanyId id) {
        return companies(context).findOne(new Document("_id", id.value()));
    }

    private PlatformCollection companies(PlatformContext context) {
        return store.collection(context, PlatformName.COMPANIES);
    }

    // MongoDB keeps milliseconds: what is returned equals what is read later.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static NightshiftException notFound(CompanyId id) {
        return new NightshiftException(
                FailureCode.COMPANY_NOT_FOUND,
                "There is no company '%s'.".formatted(id),
                "nightshift companies add %s --name NAME".formatted(id));
    }
}

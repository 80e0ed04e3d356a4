package dev.nightshift.platform.mongo;

import com.mongodb.client.MongoDatabase;

import dev.nightshift.platform.mongo.guard.PlatformScope;
import dev.nightshift.platform.mongo.guard.TenantScope;
import dev.nightshift.platform.mongo.name.AcrossName;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.BsonValue;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The door to the few collections that have no tenant, and to those in which the platform looks at
 * many companies at once. Thread-safe.
 */
public final class PlatformStore {
    private final MongoDatabase database;
    private final Access access;
    private final CollectionIndexes indexes;

    PlatformStore(MongoDatabase database, Access access) {
        this.database = database;
        this.access = access;
        this.indexes = new CollectionIndexes(access);
    }

    /** The collection, for a caller that says it acts for the platform. */
    public PlatformCollection collection(PlatformContext context, PlatformName name) {
        Objects.requireNonNull(context, "context");
        return new PlatformCollection(
                new ScopedCollection(
                        name.collection(),
                        database.getCollection(name.collection()),
                        new PlatformScope(),
                        access,
                        collection -> {}));
    }

    /**
     * The indexes of a collection of companies' documents.
     *
     * @param collection not one of the platform's
     */
    public TenantIndexes indexes(PlatformContext context, String collection) {
        Objects.requireNonNull(context, "context");
        if (PlatformName.isPlatform(collection)) {
            throw new IllegalArgumentException("a collection of the platform: " + collection);
        }
        return new TenantIndexes(database.getCollection(collection), indexes, access.retry());
    }

    /**
     * The companies, known or not, that have documents in a collection of companies' documents; one
     * round trip.
     *
     * @param collection not one of the platform's
     */
    public Set<String> companiesIn(PlatformContext context, String collection) {
        Objects.requireNonNull(context, "context");
        if (PlatformName.isPlatform(collection)) {
            throw new IllegalArgumentException("a collection of the platform: " + collection);
        }
        return access.read(
                "look whose documents are in " + collection,
                () -> {
                    Set<String> companies = new TreeSet<>();
                    for (BsonValue company :
                            access.readable(database.getCollection(collection))
                                    .distinct(TenantScope.COMPANY_ID, BsonValue.class)) {
                        if (company.isString()) {
                            companies.add(company.asString().getValue());
                        }
                    }
                    return companies;
                });
    }

    /** A collection with one document for each company, for a caller that works for many. */
    public PerCompanyCollection perCompany(PlatformContext context, PerCompanyName name) {
        Objects.requireNonNull(context, "context");
        return new PerCompanyCollection(unscoped(name.collection()));
    }

    /** Companies' documents, for a caller that looks at many companies. */
    public AcrossCollection across(PlatformContext context, AcrossName name) {
        Objects.requireNonNull(context, "context");
        return new AcrossCollection(unscoped(name.collection()));
    }

    private ScopedCollection unscoped(String name) {
        return new ScopedCollection(
                name, database.getCollection(name), new PlatformScope(), access, indexes::ensure);
    }
}

package dev.nightshift.platform.mongo;

import com.mongodb.client.MongoDatabase;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.guard.TenantScope;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The only door to companies' documents. Before the first write of this process to a collection its
 * indexes are made. Thread-safe.
 */
public final class TenantStore {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9_]{0,63}");

    private final MongoDatabase database;
    private final Access access;
    private final CollectionIndexes indexes;

    TenantStore(MongoDatabase database, Access access) {
        this.database = database;
        this.access = access;
        this.indexes = new CollectionIndexes(access);
    }

    /**
     * The company's part of a collection.
     *
     * @throws NightshiftException TENANT_MISMATCH for a collection of the platform
     */
    public TenantCollection collection(TenantContext context, String name) {
        if (PlatformName.isPlatform(name)) {
            throw new NightshiftException(
                    FailureCode.TENANT_MISMATCH,
                    "The collection %s belongs to no company.".formatted(name),
                    "");
        }
        if (!NAME.matcher(name).matches() || name.startsWith("system")) {
            throw new IllegalArgumentException("not a collection's name: " + name);
        }
        return new TenantCollection(
                new ScopedCollection(
                        name,
                        database.getCollection(name),
                        new TenantScope(context.company()),
                        access,
                        indexes::ensure));
    }

    /**
     * The indexes that a collection should have and has not; none of one that does not exist: its
     * first write makes them.
     */
    public List<String> missingIndexes(TenantContext context, String name) {
        // Whatever the name: only a company's door leads here.
        var _ = collection(context, name);
        Set<String> present = new HashSet<>();
        access.read(
                "list the indexes of " + name,
                () -> {
                    present.clear();
                    database.getCollection(name)
                            .listIndexes()
                            .forEach(index -> present.add(index.getString("name")));
                    return present;
                });
        return present.isEmpty()
                ? List.of()
                : IndexPlans.of(name).stream()
                        .map(IndexPlan::name)
                        .filter(index -> !present.contains(index))
                        .toList();
    }
}

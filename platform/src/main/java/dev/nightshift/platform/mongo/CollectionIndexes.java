package dev.nightshift.platform.mongo;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.mongo.operation.Repeat;

import org.bson.Document;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Makes the planned indexes, before the first write of this process to a collection. */
final class CollectionIndexes {
    private static final Set<Integer> CONFLICT = Set.of(67, 85, 86, 197);
    private static final int DUPLICATE_KEY = 11000;

    private final Access access;
    private final Set<String> ensured = ConcurrentHashMap.newKeySet();

    CollectionIndexes(Access access) {
        this.access = access;
    }

    /**
     * Idempotent; the server does nothing where the index exists.
     *
     * @throws NightshiftException MONGODB_UNSUITABLE where another index or the data stand against
     *     it
     */
    void ensure(MongoCollection<Document> collection) {
        String name = collection.getNamespace().getCollectionName();
        if (ensured.contains(name)) {
            return;
        }
        IndexPlans.of(name).forEach(plan -> build(collection, plan));
        ensured.add(name);
    }

    /** Makes one index; idempotent, and fails, like {@link #ensure}. */
    void build(MongoCollection<Document> collection, IndexPlan plan) {
        List<IndexModel> model = List.of(new IndexModel(plan.fields(), options(plan)));
        access.write(
                "make the index %s of %s"
                        .formatted(plan.name(), collection.getNamespace().getCollectionName()),
                Repeat.SAFE,
                attempt -> create(collection, plan, model));
    }

    private static boolean create(
            MongoCollection<Document> collection, IndexPlan plan, List<IndexModel> model) {
        String name = collection.getNamespace().getCollectionName();
        try {
            Access.patient(collection).createIndexes(model);
            return true;
        } catch (MongoServerException e) {
            if (CONFLICT.contains(e.getCode())) {
                throw new NightshiftException(
                        FailureCode.MONGODB_UNSUITABLE,
                        "The collection %s has another index in the place of %s."
                                .formatted(name, plan.name()),
                        "Compare it with docs/guide.md; drop it when nothing else needs it.",
                        e);
            }
            if (e.getCode() == DUPLICATE_KEY) {
                throw new NightshiftException(
                        FailureCode.MONGODB_UNSUITABLE,
                        "The collection %s already holds documents of one company that share a %s."
                                .formatted(name, plan.present().orElse("key")),
                        "Merge or remove them; the index %s needs each only once."
                                .formatted(plan.name()),
                        e);
            }
            throw e;
        }
    }

    private static IndexOptions options(IndexPlan plan) {
        IndexOptions options = new IndexOptions().name(plan.name()).unique(plan.unique());
        plan.present()
                .ifPresent(field -> options.partialFilterExpression(IndexPlan.presence(field)));
        plan.expireAfter()
                .ifPresent(after -> options.expireAfter(after.toSeconds(), TimeUnit.SECONDS));
        return options;
    }
}

package dev.nightshift.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadPreference;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.codec.DocumentSize;
import dev.nightshift.platform.mongo.failure.BulkFailures;
import dev.nightshift.platform.mongo.failure.MongoFailures;
import dev.nightshift.platform.mongo.guard.Scope;
import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.platform.mongo.operation.WriteFailure.Reason;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The driver's collection, seen through a scope: every filter, document and update passes through
 * it. The two public collections say what each method promises. Thread-safe.
 */
final class ScopedCollection {
    private static final String ID = "_id";
    private static final int LIST_BATCH = 10_000;
    private static final int UPSERT_RACES = 3;

    private final String name;
    private final MongoCollection<Document> collection;
    private final MongoCollection<Document> reading;
    private final Scope scope;
    private final Access access;
    private final Consumer<MongoCollection<Document>> beforeWrite;
    private final Insertion insertion;

    ScopedCollection(
            String name,
            MongoCollection<Document> collection,
            Scope scope,
            Access access,
            Consumer<MongoCollection<Document>> beforeWrite) {
        this(name, collection, collection, scope, access, beforeWrite);
    }

    private ScopedCollection(
            String name,
            MongoCollection<Document> collection,
            MongoCollection<Document> reading,
            Scope scope,
            Access access,
            Consumer<MongoCollection<Document>> beforeWrite) {
        this.name = name;
        this.collection = collection;
        this.reading = reading;
        this.scope = scope;
        this.access = access;
        this.beforeWrite = beforeWrite;
        this.insertion =
                new Insertion(
                        collection, filter -> find(filter, new Document(), new Document(), 0));
    }

    ScopedCollection patient() {
        return new ScopedCollection(
                name, collection, Access.patient(collection), scope, access, beforeWrite);
    }

    List<Document> find(Document filter, Document projection, Document sort, int limit) {
        Query query = query(filter, projection, sort);
        return access.read(
                "read " + name,
                () -> query.now().limit(limit).batchSize(LIST_BATCH).into(new ArrayList<>()));
    }

    List<Document> findCurrent(Document filter) {
        Document scoped = scope.filter(filter);
        MongoCollection<Document> primary = collection.withReadPreference(ReadPreference.primary());
        return access.read(
                "read " + name,
                () -> primary.find(scoped).batchSize(LIST_BATCH).into(new ArrayList<>()));
    }

    DocumentPage page(Document filter, Document projection, Document sort, int limit, long bytes) {
        Query query = query(filter, projection, sort);
        return access.read(
                "read " + name,
                () -> {
                    List<Document> found = new ArrayList<>();
                    long size = 0;
                    try (var cursor = query.now().limit(limit).batchSize(LIST_BATCH).iterator()) {
                        while (size < bytes && cursor.hasNext()) {
                            Document next = cursor.next();
                            found.add(next);
                            size += DocumentSize.atMost(next);
                        }
                        return new DocumentPage(found, found.size() < limit && !cursor.hasNext());
                    }
                });
    }

    DocumentStream stream(Document filter, Document projection, Document sort, int batchSize) {
        Query query = query(filter, projection, sort);
        return new Cursor(
                access.read("read " + name, () -> query.now().batchSize(batchSize).cursor()),
                "read " + name);
    }

    Optional<Document> findOne(Document filter, Document projection, Document sort) {
        Query query = query(filter, projection, sort);
        return access.read("read " + name, () -> Optional.ofNullable(query.now().first()));
    }

    long count(Document filter) {
        Document scoped = scope.filter(filter);
        return access.read("count " + name, () -> access.readable(reading).countDocuments(scoped));
    }

    InsertOutcome insertMany(List<Document> documents) {
        if (documents.isEmpty()) {
            return new InsertOutcome(0, List.of());
        }
        List<Document> stamped = new ArrayList<>(documents.size());
        for (Document document : documents) {
            stamped.add(withId(scope.document(document)));
        }
        String what = "insert into " + name;
        return write(what, Repeat.SAFE, attempt -> insertion.insert(what, stamped, attempt > 1));
    }

    boolean insertOne(Document document) {
        InsertOutcome outcome = insertMany(List.of(document));
        requireStorable(outcome.failures());
        return outcome.isComplete();
    }

    private void requireStorable(List<WriteFailure> failures) {
        if (failures.stream().anyMatch(f -> f.reason() == Reason.NOT_STORABLE)) {
            throw new NightshiftException(
                    FailureCode.MONGODB_REFUSED,
                    "MongoDB refused a document for %s.".formatted(name),
                    "A document may have 16 MB at most.");
        }
    }

    UpdateOutcome updateOne(Change change, Repeat repeat) {
        UpdateOutcome outcome = bulkUpdate(List.of(change), repeat);
        // Refused is not the same as nobody there: who asks for the count alone would try for ever.
        requireStorable(outcome.failures());
        return outcome;
    }

    UpdateOutcome bulkUpdate(List<Change> changes, Repeat repeat) {
        return bulk(changes, new UpdateOptions(), repeat);
    }

    /** Each change makes a document where its filter finds none. */
    UpdateOutcome bulkUpsert(List<Change> changes) {
        return bulk(changes, new UpdateOptions().upsert(true), Repeat.SAFE);
    }

    private UpdateOutcome bulk(List<Change> changes, UpdateOptions options, Repeat repeat) {
        if (changes.isEmpty()) {
            return new UpdateOutcome(0, 0, List.of());
        }
        List<UpdateOneModel<Document>> models = new ArrayList<>(changes.size());
        for (Change change : changes) {
            models.add(
                    new UpdateOneModel<>(
                            scope.filter(change.filter()), scope.update(change.update()), options));
        }
        String what = "update " + name;
        return write(
                what,
                repeat,
                attempt -> {
                    try {
                        var done =
                                collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
                        return new UpdateOutcome(
                                done.getMatchedCount(), done.getModifiedCount(), List.of());
                    } catch (MongoBulkWriteException e) {
                        var done = e.getWriteResult();
                        return new UpdateOutcome(
                                done.getMatchedCount(),
                                done.getModifiedCount(),
                                BulkFailures.of(what, e));
                    }
                });
    }

    UpdateOutcome updateMany(Document filter, Document update, Repeat repeat) {
        Document scoped = scope.filter(filter);
        Document checked = scope.update(update);
        return write(
                "update " + name,
                repeat,
                attempt -> outcome(collection.updateMany(scoped, checked)));
    }

    private static UpdateOutcome outcome(UpdateResult result) {
        return new UpdateOutcome(
                Math.toIntExact(result.getMatchedCount()),
                Math.toIntExact(result.getModifiedCount()),
                List.of());
    }

    void upsertById(Document document) {
        if (!upsertById(document, new Document())) {
            throw new NightshiftException(
                    FailureCode.TENANT_MISMATCH,
                    "The _id of a document for %s is not this company's to use.".formatted(name),
                    "Use an id of its own.");
        }
    }

    boolean upsertById(Document document, Document condition) {
        Document stamped = scope.document(document);
        Object id = stamped.get(ID);
        if (id == null) {
            throw new IllegalArgumentException("an upsert by id needs an _id");
        }
        Document filter = scope.filter(new Document(condition).append(ID, id));
        return write("write " + name, Repeat.SAFE, attempt -> replace(filter, stamped));
    }

    // Two upserts of a new id can both decide to insert; the loser finds the document next time.
    // An id that is still taken then is outside the filter.
    private boolean replace(Document filter, Document document) {
        for (int race = 1; ; race++) {
            try {
                collection.replaceOne(filter, document, new ReplaceOptions().upsert(true));
                return true;
            } catch (MongoWriteException e) {
                boolean idIsTaken =
                        BulkFailures.keyFields(e.getError().getMessage()).equals(List.of(ID));
                if (!idIsTaken) {
                    throw e;
                }
                if (race == UPSERT_RACES) {
                    return false;
                }
            }
        }
    }

    boolean deleteOne(Document filter, Repeat repeat) {
        Document scoped = scope.filter(filter);
        return write(
                "delete from " + name,
                repeat,
                attempt -> collection.deleteOne(scoped).getDeletedCount() > 0);
    }

    long deleteMany(Document filter) {
        Document scoped = scope.filter(filter);
        return write(
                "delete from " + name,
                Repeat.SAFE,
                attempt -> collection.deleteMany(scoped).getDeletedCount());
    }

    Optional<Document> findAndUpdate(
            Document filter, Document update, Document sort, boolean upsert, Repeat repeat) {
        Document scoped = scope.filter(filter);
        Document checked = scope.update(update);
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions()
                        .returnDocument(ReturnDocument.AFTER)
                        .upsert(upsert)
                        .sort(orNull(scope.shape(sort)));
        return write(
                "update " + name,
                repeat,
                attempt ->
                        Optional.ofNullable(collection.findOneAndUpdate(scoped, checked, options)));
    }

    private <T> T write(String what, Repeat repeat, IntFunction<T> call) {
        access.requireWritable(what);
        beforeWrite.accept(collection);
        return access.write(what, repeat, call);
    }

    private Query query(Document filter, Document projection, Document sort) {
        Document scoped = scope.filter(filter);
        Document fields = scope.shape(projection);
        Document order = scope.shape(sort);
        return () ->
                access.readable(reading)
                        .find(scoped)
                        .projection(orNull(fields))
                        .sort(orNull(order));
    }

    /** A question that is put anew in each attempt, to whom it can be put then. */
    private interface Query {
        FindIterable<Document> now();
    }

    private static @Nullable Document orNull(Document document) {
        return document.isEmpty() ? null : document;
    }

    private static Document withId(Document document) {
        if (document.get(ID) == null) {
            document.put(ID, new ObjectId());
        }
        return document;
    }

    private record Cursor(MongoCursor<Document> cursor, String what) implements DocumentStream {
        @Override
        public boolean hasNext() {
            try {
                return cursor.hasNext();
            } catch (MongoException e) {
                throw MongoFailures.translate(what, e);
            }
        }

        @Override
        public Document next() {
            try {
                return cursor.next();
            } catch (MongoException e) {
                throw MongoFailures.translate(what, e);
            }
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}

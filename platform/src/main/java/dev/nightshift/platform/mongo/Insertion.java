package dev.nightshift.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;

import dev.nightshift.platform.mongo.codec.Oversize;
import dev.nightshift.platform.mongo.failure.BulkFailures;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.platform.mongo.operation.WriteFailure.Reason;

import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Stores new documents, each once however often that is tried. Thread-safe. */
final class Insertion {
    private static final String ID = "_id";

    private final MongoCollection<Document> collection;
    private final Function<Document, List<Document>> find;

    /**
     * Into one collection.
     *
     * @param find reads documents through the same scope
     */
    Insertion(MongoCollection<Document> collection, Function<Document, List<Document>> find) {
        this.collection = collection;
        this.find = find;
    }

    /**
     * Stores them, all with an id.
     *
     * @param again whether an earlier attempt, whose answer was lost, may have stored some
     */
    InsertOutcome insert(String what, List<Document> documents, boolean again) {
        InsertOutcome outcome = once(what, documents);
        return again ? withoutOwn(outcome, documents) : outcome;
    }

    private InsertOutcome once(String what, List<Document> documents) {
        try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
            return new InsertOutcome(documents.size(), List.of());
        } catch (MongoBulkWriteException e) {
            List<WriteFailure> failures = BulkFailures.of(what, e);
            return new InsertOutcome(documents.size() - failures.size(), failures);
        } catch (BsonMaximumSizeExceededException e) {
            return withoutOversize(what, documents, e);
        }
    }

    // The driver gives up on a list for one document that is too large, when it may have sent a
    // part.
    private InsertOutcome withoutOversize(
            String what, List<Document> documents, BsonMaximumSizeExceededException cause) {
        List<WriteFailure> failures = new ArrayList<>();
        List<Document> fitting = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int index = 0; index < documents.size(); index++) {
            if (Oversize.is(documents.get(index), collection.getCodecRegistry())) {
                failures.add(new WriteFailure(index, Reason.NOT_STORABLE, List.of()));
            } else {
                indexes.add(index);
                fitting.add(documents.get(index));
            }
        }
        if (failures.isEmpty()) {
            throw cause;
        }
        if (!fitting.isEmpty()) {
            for (WriteFailure failure : insert(what, fitting, true).failures()) {
                failures.add(
                        new WriteFailure(
                                indexes.get(failure.index()),
                                failure.reason(),
                                failure.keyFields()));
            }
            failures.sort(Comparator.comparingInt(WriteFailure::index));
        }
        return new InsertOutcome(documents.size() - failures.size(), List.copyOf(failures));
    }

    // What is there as it was sent is done, whichever index the repetition hit. The id alone says
    // nothing: the id of a lease or of a company is the same whoever stores it.
    private InsertOutcome withoutOwn(InsertOutcome outcome, List<Document> documents) {
        List<Object> refused =
                outcome.failures().stream()
                        .filter(failure -> failure.reason() == Reason.DUPLICATE_KEY)
                        .map(failure -> documents.get(failure.index()).get(ID))
                        .toList();
        if (refused.isEmpty()) {
            return outcome;
        }
        Set<BsonDocument> stored = new HashSet<>();
        find.apply(new Document(ID, new Document("$in", refused)))
                .forEach(found -> stored.add(encoded(found)));
        List<WriteFailure> failures =
                outcome.failures().stream()
                        .filter(
                                failure ->
                                        failure.reason() != Reason.DUPLICATE_KEY
                                                || !stored.contains(
                                                        encoded(documents.get(failure.index()))))
                        .toList();
        return new InsertOutcome(documents.size() - failures.size(), failures);
    }

    private BsonDocument encoded(Document document) {
        return document.toBsonDocument(BsonDocument.class, collection.getCodecRegistry());
    }
}

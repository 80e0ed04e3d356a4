package dev.nightshift.platform.mongo.server;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.failure.MongoFailures;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether a server keeps unique partial indexes, on a collection of its own that is dropped
 * afterwards. Where they do not hold, two leads without an e-mail collide, or two with the same
 * phone do not: no import could be trusted.
 */
public final class PartialIndexTrial {
    private static final Logger log = LoggerFactory.getLogger(PartialIndexTrial.class);

    private PartialIndexTrial() {}

    /**
     * Tries it, in a few round trips.
     *
     * @throws NightshiftException MONGODB_UNSUITABLE where they do not hold
     */
    public static void require(MongoDatabase database, MongoCapabilities server) {
        MongoCollection<Document> trial = database.getCollection("trial_" + new ObjectId());
        try {
            if (!holds(trial)) {
                throw new NightshiftException(
                        FailureCode.MONGODB_UNSUITABLE,
                        "%s %s does not keep unique partial indexes: leads could not be told apart."
                                .formatted(server.engine(), server.version()),
                        "Use MongoDB 4.4 or newer, or no NIGHTSHIFT_MONGODB_URI for the embedded"
                                + " one.");
            }
        } catch (MongoException e) {
            throw MongoFailures.translate("try a unique partial index", e);
        } finally {
            drop(trial);
        }
    }

    private static boolean holds(MongoCollection<Document> trial) {
        try {
            trial.createIndex(
                    new Document("company", 1).append("key", 1),
                    new IndexOptions()
                            .unique(true)
                            .partialFilterExpression(
                                    new Document("key", new Document("$exists", true))));
        } catch (MongoCommandException e) {
            if (MongoFailures.isDenied(e)) {
                throw e;
            }
            return false;
        }
        return takes(trial, document(0))
                && takes(trial, document(1))
                && takes(trial, document(2).append("key", 1))
                && !takes(trial, document(3).append("key", 1));
    }

    private static Document document(int id) {
        return new Document("_id", id).append("company", 1);
    }

    private static boolean takes(MongoCollection<Document> trial, Document document) {
        try {
            trial.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static void drop(MongoCollection<Document> trial) {
        try {
            trial.drop();
        } catch (MongoException e) {
            log.atWarn()
                    .addKeyValue("module", "mongo")
                    .addKeyValue("event", "mongodb.trial_left")
                    .setCause(e)
                    .log("the collection {} is left over", trial.getNamespace().getFullName());
        }
    }
}

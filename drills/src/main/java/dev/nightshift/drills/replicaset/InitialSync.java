package dev.nightshift.drills.replicaset;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

import java.util.function.BiFunction;

/**
 * Copies everything that one store holds to another that is empty: collections, indexes, documents,
 * as https://www.mongodb.com/docs/manual/core/replica-set-sync/ has it for a member that is new or
 * too far behind. Here nothing is written meanwhile. Used once.
 */
final class InitialSync {
    private static final int BATCH = 1_000;

    private final BiFunction<String, BsonDocument, BsonDocument> from;
    private final BiFunction<String, BsonDocument, BsonDocument> to;

    /**
     * @param from carries out a command in a database
     * @param to the same where it goes
     */
    InitialSync(
            BiFunction<String, BsonDocument, BsonDocument> from,
            BiFunction<String, BsonDocument, BsonDocument> to) {
        this.from = from;
        this.to = to;
    }

    void run() {
        BsonDocument databases =
                done(from.apply("admin", new BsonDocument("listDatabases", new BsonInt32(1))));
        for (BsonValue database : databases.getArray("databases")) {
            database(database.asDocument().getString("name").getValue());
        }
    }

    private void database(String database) {
        for (BsonValue listed : batch(from, database, "listCollections", new BsonInt32(1))) {
            BsonDocument collection = listed.asDocument();
            String name = collection.getString("name").getValue();
            if (!name.startsWith("system.")) {
                var _ =
                        done(
                                to.apply(
                                        database,
                                        new BsonDocument("create", collection.getString("name"))));
                indexes(database, name);
                documents(database, name);
            }
        }
    }

    private void indexes(String database, String collection) {
        BsonArray indexes = new BsonArray();
        for (BsonValue index : batch(from, database, "listIndexes", new BsonString(collection))) {
            if (!index.asDocument().getString("name").getValue().equals("_id_")) {
                indexes.add(index);
            }
        }
        if (!indexes.isEmpty()) {
            var _ =
                    done(
                            to.apply(
                                    database,
                                    new BsonDocument("createIndexes", new BsonString(collection))
                                            .append("indexes", indexes)));
        }
    }

    private void documents(String database, String collection) {
        BsonDocument cursor =
                done(from.apply(
                                database,
                                new BsonDocument("find", new BsonString(collection))
                                        .append("batchSize", new BsonInt32(BATCH))))
                        .getDocument("cursor");
        insert(database, collection, cursor.getArray("firstBatch"));
        long id = cursor.getNumber("id").longValue();
        while (id != 0) {
            cursor =
                    done(from.apply(
                                    database,
                                    new BsonDocument("getMore", new BsonInt64(id))
                                            .append("collection", new BsonString(collection))
                                            .append("batchSize", new BsonInt32(BATCH))))
                            .getDocument("cursor");
            insert(database, collection, cursor.getArray("nextBatch"));
            id = cursor.getNumber("id").longValue();
        }
    }

    private void insert(String database, String collection, BsonArray documents) {
        if (!documents.isEmpty()) {
            var _ =
                    done(
                            to.apply(
                                    database,
                                    new BsonDocument("insert", new BsonString(collection))
                                            .append("ordered", BsonBoolean.TRUE)
                                            .append("documents", documents)));
        }
    }

    private static BsonArray batch(
            BiFunction<String, BsonDocument, BsonDocument> store,
            String database,
            String command,
            BsonValue about) {
        return done(store.apply(database, new BsonDocument(command, about)))
                .getDocument("cursor")
                .getArray("firstBatch");
    }

    private static BsonDocument done(BsonDocument answer) {
        if (answer.containsKey("writeErrors") || answer.getNumber("ok").intValue() != 1) {
            throw new IllegalStateException(
                    "a member could not be made anew: "
                            + answer.getString("errmsg", new BsonString("a document")).getValue());
        }
        return answer;
    }
}

package dev.nightshift.benchmarks.peers;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;

import org.bson.RawBsonDocument;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The ceiling of any import: the driver's insertMany of the leads that an import made, ready made
 * in memory, unordered, from two threads, into a collection with the same indexes. Nothing is read,
 * checked or merged. Arguments: URI, database, company whose leads are copied.
 */
public final class InsertCeiling {
    private static final int THREADS = 2;
    private static final int BATCH = 1_000;

    private InsertCeiling() {}

    public static void main(String[] arguments) throws Exception {
        try (MongoClient client = MongoClients.create(new ConnectionString(arguments[0]))) {
            MongoDatabase database = client.getDatabase(arguments[1]);
            List<RawBsonDocument> leads =
                    database.getCollection("leads", RawBsonDocument.class)
                            .find(Filters.eq("companyId", arguments[2]))
                            .into(new ArrayList<>());
            MongoCollection<RawBsonDocument> copy =
                    LeadCollection.fresh(
                            database, "peer_leads", RawBsonDocument.class, "phone", "email");
            long start = System.nanoTime();
            insert(leads, copy);
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.printf(
                    "{\"rows\":%d,\"durationMs\":%d,\"outcome\":\"COMPLETED\"}%n",
                    leads.size(), millis);
        }
    }

    private static void insert(List<RawBsonDocument> leads, MongoCollection<RawBsonDocument> into)
            throws Exception {
        InsertManyOptions unordered = new InsertManyOptions().ordered(false);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> batches = new ArrayList<>();
            for (int from = 0; from < leads.size(); from += BATCH) {
                List<RawBsonDocument> batch =
                        leads.subList(from, Math.min(leads.size(), from + BATCH));
                batches.add(threads.submit(() -> into.insertMany(batch, unordered)));
            }
            for (Future<?> batch : batches) {
                batch.get();
            }
        }
    }
}

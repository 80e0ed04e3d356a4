package dev.nightshift.benchmarks.data;

import com.mongodb.client.MongoDatabase;

import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Active companies, written as they are stored, and removed again. */
public final class ManyCompanies {
    private static final String NAME = ManyCompanies.class.getName();
    private static final int PAGE = 1_000;

    private final MongoDatabase database;
    private final int number;

    public ManyCompanies(MongoDatabase database, int number) {
        this.database = database;
        this.number = number;
    }

    /** Adds them. */
    public void add() {
        Date now = Date.from(Instant.EPOCH);
        List<Document> companies =
                ids().stream()
                        .map(
                                id ->
                                        new Document("_id", id)
                                                .append("name", NAME)
                                                .append("region", "US")
                                                .append("status", "ACTIVE")
                                                .append("createdAt", now)
                                                .append("updatedAt", now))
                        .toList();
        insert("companies", companies);
    }

    /** Their ids, in order. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int n = 1; n <= number; n++) {
            ids.add("bench-%06d".formatted(n));
        }
        return ids;
    }

    /** Inserts documents, a thousand at once. */
    public void insert(String collection, List<Document> documents) {
        for (int from = 0; from < documents.size(); from += PAGE) {
            database.getCollection(collection)
                    .insertMany(documents.subList(from, Math.min(documents.size(), from + PAGE)));
        }
    }

    /** Removes them. */
    public void remove() {
        database.getCollection("companies").deleteMany(new Document("name", NAME));
    }
}

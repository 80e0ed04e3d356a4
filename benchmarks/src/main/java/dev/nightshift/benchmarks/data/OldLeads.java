package dev.nightshift.benchmarks.data;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Companies with leads as older writers left them: phones in the form {@code (504) 621-8927}. */
public final class OldLeads {
    /** The name of every company made here. */
    public static final String NAME = "backfill benchmark";

    private static final int PAGE = 1_000;

    private OldLeads() {}

    /**
     * Makes companies and leads, in a collection with indexes.
     *
     * @param together how many leads of a company lie one behind the other before the next
     *     company's follow
     */
    public static void make(MongoDatabase database, int companies, int leads, int together) {
        addCompanies(database, companies);
        MongoCollection<Document> into = database.getCollection("leads");
        into.createIndex(new Document("companyId", 1).append("updatedAt", -1));
        into.createIndex(new Document("companyId", 1).append("_id", 1));
        into.createIndex(new Document("companyId", 1).append("importId", 1));
        for (String key : List.of("phone", "email")) {
            into.createIndex(
                    new Document("companyId", 1).append(key, 1),
                    new IndexOptions()
                            .unique(true)
                            .partialFilterExpression(
                                    new Document(key, new Document("$exists", true))));
        }
        int run = Math.clamp(leads / companies, 1, together);
        List<Document> page = new ArrayList<>(PAGE);
        for (int n = 0; n < leads; n++) {
            int number = n / run / companies * run + n % run;
            page.add(lead(n, company(n / run % companies), number));
            if (page.size() == PAGE || n == leads - 1) {
                into.insertMany(page, new InsertManyOptions().ordered(false));
                page.clear();
            }
        }
    }

    /** Removes what was made here, and what a backfill of it left. */
    public static void remove(MongoDatabase database) {
        for (String name : List.of("leads", "preimages", "backfills", "migrations")) {
            database.getCollection(name).drop();
        }
        database.getCollection("companies").deleteMany(new Document("name", NAME));
    }

    private static void addCompanies(MongoDatabase database, int companies) {
        List<Document> page = new ArrayList<>();
        for (int n = 0; n < companies; n++) {
            page.add(
                    new Document("_id", company(n))
                            .append("name", NAME)
                            .append("region", "US")
                            .append("status", "ACTIVE")
                            .append("createdAt", Date.from(Instant.EPOCH))
                            .append("updatedAt", Date.from(Instant.EPOCH)));
        }
        database.getCollection("companies").insertMany(page);
    }

    private static String company(int n) {
        return "bf-%06d".formatted(n);
    }

    private static Document lead(int n, String company, int number) {
        return new Document("_id", new ObjectId())
                .append("companyId", company)
                .append(
                        "phone",
                        "(504) %03d-%04d".formatted(200 + number / 10_000, number % 10_000))
                .append("email", "lead%d@example.com".formatted(n))
                .append("firstName", "Ada")
                .append("lastName", "Byron")
                .append("city", "New Orleans")
                .append("state", "LA")
                .append("zipcode", "70116")
                .append("street1", "6649 N Blue Gum St")
                .append("source", "benchmark")
                .append("vendorData", new Document("list", "A").append("score", n % 100))
                .append("createdAt", Date.from(Instant.EPOCH))
                .append("updatedAt", Date.from(Instant.EPOCH));
    }
}

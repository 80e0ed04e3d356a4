package dev.nightshift.benchmarks.peers;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.shipped.M20261119_NormaliseLeadPhones;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The floor of any backfill: pages by {@code _id}, the same change of each document, one unordered
 * bulkWrite for a page, and nothing else: no company, no old values, no guard, no position.
 * Arguments: URI, database.
 */
public final class BareUpdateLoop {
    private static final int PAGE = 1_000;

    private BareUpdateLoop() {}

    public static void main(String[] arguments) {
        DataMigration migration = new M20261119_NormaliseLeadPhones();
        Subject subject = new Subject(new CompanyId("any"), Region.DEFAULT);
        try (MongoClient client = MongoClients.create(arguments[0])) {
            MongoCollection<Document> leads =
                    client.getDatabase(arguments[1]).getCollection("leads");
            long start = System.nanoTime();
            long rows = 0;
            @Nullable Object last = null;
            while (true) {
                List<Document> page =
                        leads.find(
                                        last == null
                                                ? migration.filter()
                                                : Filters.and(
                                                        Filters.gt("_id", last),
                                                        migration.filter()))
                                .sort(Sorts.ascending("_id"))
                                .limit(PAGE)
                                .into(new ArrayList<>());
                if (page.isEmpty()) {
                    break;
                }
                last = page.getLast().get("_id");
                rows += page.size();
                write(leads, migration, subject, page);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.printf(
                    "{\"rows\":%d,\"durationMs\":%d,\"outcome\":\"COMPLETED\"}%n", rows, millis);
        }
    }

    private static void write(
            MongoCollection<Document> leads,
            DataMigration migration,
            Subject subject,
            List<Document> page) {
        Date now = Date.from(Instant.EPOCH);
        List<UpdateOneModel<Document>> updates = new ArrayList<>(page.size());
        for (Document lead : page) {
            Document after = migration.apply(lead, subject);
            updates.add(
                    new UpdateOneModel<>(
                            Filters.eq("_id", after.get("_id")),
                            new Document(
                                    "$set",
                                    new Document("phone", after.get("phone"))
                                            .append("updatedAt", now))));
        }
        leads.bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }
}

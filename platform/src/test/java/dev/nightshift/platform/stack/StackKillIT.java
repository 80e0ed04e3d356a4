package dev.nightshift.platform.stack;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Updates;

import dev.nightshift.platform.settings.Settings;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The promise of the embedded MongoDB: what was answered survives {@code kill -9}. */
class StackKillIT {
    private static final int KILLS = 3;
    private static final int WRITERS = 2;

    @TempDir Path folder;

    /** What was answered: the id of a lead and the version that it has at least. */
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();

    private Stack stack;

    @BeforeEach
    void aStack() {
        stack =
                new Stack(
                        Settings.from(
                                Map.of("NIGHTSHIFT_DATA_DIR", folder.resolve("d").toString())));
    }

    @AfterEach
    void stopTheProcess() {
        stack.stop();
    }

    @Test
    void answeredWritesSurviveAKillAtAnyMomentAndIndexesAgreeWithDocuments() throws Exception {
        Random random = new Random(20_260_101L);
        for (int kill = 0; kill < KILLS; kill++) {
            try (MongoClient client = MongoClients.create(stack.endpoints().mongodbUri())) {
                MongoCollection<Document> leads = leads(client);
                assertEverythingAnsweredIsThere(leads);
                writeUntilKilled(leads, kill, 200 + random.nextInt(1_000));
            }
        }
        try (MongoClient client = MongoClients.create(stack.endpoints().mongodbUri())) {
            assertEverythingAnsweredIsThere(leads(client));
        }
        assertThat(answered).hasSizeGreaterThan(KILLS * 100);
    }

    private static MongoCollection<Document> leads(MongoClient client) {
        MongoCollection<Document> leads = client.getDatabase("nightshift").getCollection("leads");
        for (String key : List.of("phone", "email")) {
            leads.createIndex(
                    Indexes.ascending("companyId", key),
                    new IndexOptions().unique(true).partialFilterExpression(exists(key)));
        }
        return leads;
    }

    private void writeUntilKilled(MongoCollection<Document> leads, int kill, int millis)
            throws Exception {
        ProcessHandle process = ProcessHandle.of(stack.status().orElseThrow().pid()).orElseThrow();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = kill + "-" + writer;
                writing.add(writers.submit(() -> write(leads, name)));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            process.destroyForcibly();
            process.onExit().get(60, TimeUnit.SECONDS);
            for (Future<?> future : writing) {
                future.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** Inserts, changes and deletes until the server is gone. */
    private void write(MongoCollection<Document> leads, String name) {
        try {
            for (int batch = 0; ; batch++) {
                List<Document> documents = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    documents.add(lead(name + "-" + batch + "-" + i));
                }
                leads.insertMany(documents, new InsertManyOptions().ordered(false));
                documents.forEach(document -> answered.put(document.getString("_id"), 0));

                String changed = name + "-" + batch + "-0";
                leads.updateOne(
                        and(eq("_id", changed), eq("companyId", "demo")),
                        Updates.combine(
                                Updates.set("version", 1), Updates.set("phone", changed + "-new")));
                answered.put(changed, 1);

                String removed = name + "-" + batch + "-1";
                answered.remove(removed);
                leads.deleteOne(and(eq("_id", removed), eq("companyId", "demo")));
                answered.put(removed, -1);
            }
        } catch (MongoException killed) {
            // The moment this test is about.
        }
    }

    private static Document lead(String id) {
        return new Document("_id", id)
                .append("companyId", "demo")
                .append("phone", id)
                .append("email", id + "@example.com")
                .append("version", 0)
                .append("text", "x".repeat(500));
    }

    private void assertEverythingAnsweredIsThere(MongoCollection<Document> leads) {
        Map<String, Document> found = new ConcurrentHashMap<>();
        for (Document lead : leads.find()) {
            found.put(lead.getString("_id"), lead);
        }
        answered.forEach(
                (id, version) -> {
                    Document lead = found.get(id);
                    if (version < 0) {
                        assertThat(lead).as("deleted %s", id).isNull();
                    } else {
                        assertThat(lead).as("answered %s", id).isNotNull();
                        assertThat(lead.getInteger("version")).isGreaterThanOrEqualTo(version);
                    }
                });
        int checked = 0;
        for (Document lead : found.values()) {
            if (checked++ % 7 == 0) {
                assertIndexesFind(leads, lead);
            }
        }
        assertThat(leads.countDocuments()).isEqualTo(found.size());
    }

    private static void assertIndexesFind(MongoCollection<Document> leads, Document lead) {
        assertThat(leads.find(eq("_id", lead.get("_id"))).first()).isEqualTo(lead);
        for (String key : List.of("phone", "email")) {
            assertThat(leads.find(and(eq("companyId", "demo"), eq(key, lead.get(key)))))
                    .containsExactly(lead);
        }
    }
}

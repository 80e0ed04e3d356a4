package dev.nightshift.platform.stack.emulator;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import dev.nightshift.platform.stack.accounts.LocalAccounts;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class MongoEmulatorIT {
    @TempDir Path folder;

    private MongoEmulator emulator;
    private MongoClient client;
    private MongoCollection<Document> leads;

    @BeforeEach
    void start() throws IOException {
        open(folder.resolve("live"));
        leads.createIndex(
                Indexes.ascending("companyId", "phone"),
                new IndexOptions().unique(true).partialFilterExpression(exists("phone")));
    }

    private void open(Path directory) throws IOException {
        emulator = MongoEmulator.start(directory.resolve("m.mv"));
        client = MongoClients.create(emulator.uri());
        leads = client.getDatabase("t").getCollection("leads");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void aPartialUniqueIndexHoldsOnlyWhatItCovers() {
        leads.insertMany(List.of(lead("a", "1"), lead("b", null), lead("c", null)));

        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> leads.insertOne(lead("d", "1")))
                .satisfies(failure -> assertThat(failure.getCode()).isEqualTo(11000));
        leads.updateOne(eq("_id", "b"), Updates.set("phone", "2"));
        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> leads.updateOne(eq("_id", "c"), Updates.set("phone", "2")));
        leads.updateOne(eq("_id", "b"), Updates.unset("phone"));
        leads.updateOne(eq("_id", "c"), Updates.set("phone", "2"));

        assertThat(leads.find(and(eq("companyId", "demo"), in("phone", "1", "2", "3"))))
                .extracting(document -> document.get("_id"))
                .containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aLargeResultComesInPieces() {
        leads.insertMany(
                IntStream.range(0, 3_000)
                        .mapToObj(i -> lead("id" + i, null).append("text", "x".repeat(20_000)))
                        .toList());

        List<String> ids = new ArrayList<>();
        for (Document lead : leads.find()) {
            ids.add(lead.getString("_id"));
        }

        assertThat(ids).hasSize(3_000).doesNotHaveDuplicates();
        assertThat(leads.countDocuments(eq("companyId", "demo"))).isEqualTo(3_000);
    }

    @Test
    void sortsSkipsLimitsAndProjects() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            leads.insertOne(lead("id" + i, null).append("rank", random.nextInt(1_000)));
        }
        List<Integer> all =
                leads.find()
                        .sort(Sorts.descending("rank"))
                        .map(d -> d.getInteger("rank"))
                        .into(new ArrayList<>());

        assertThat(all).hasSize(50).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(
                        leads.find()
                                .sort(Sorts.descending("rank"))
                                .skip(5)
                                .limit(10)
                                .batchSize(3)
                                .projection(Projections.include("rank"))
                                .map(d -> d.getInteger("rank"))
                                .into(new ArrayList<>()))
                .isEqualTo(all.subList(5, 15));
    }

    @Test
    void deletesAndUpdatesOfManyReachEach() {
        leads.insertMany(IntStream.range(0, 500).mapToObj(i -> lead("id" + i, "p" + i)).toList());

        assertThat(
                        leads.updateMany(eq("companyId", "demo"), Updates.set("n", 1))
                                .getModifiedCount())
                .isEqualTo(500);
        assertThat(leads.deleteMany(eq("companyId", "demo")).getDeletedCount()).isEqualTo(500);
        assertThat(leads.find(and(eq("companyId", "demo"), eq("phone", "p3")))).isEmpty();
        assertThat(leads.countDocuments()).isZero();
    }

    /** The files as a kill would leave them, taken beside the running server between two writes. */
    @Test
    void everyKindOfWriteIsInTheFilesWhenItIsAnswered() throws IOException {
        List<Runnable> writes =
                List.of(
                        () -> leads.insertMany(List.of(lead("a", "1"), lead("b", "2"))),
                        () -> leads.insertOne(new Document("companyId", "demo")),
                        () -> leads.updateOne(eq("_id", "a"), Updates.set("phone", "9")),
                        () -> leads.updateOne(eq("_id", "a"), Updates.currentDate("at")),
                        () ->
                                leads.updateOne(
                                        eq("phone", "new"),
                                        Updates.set("companyId", "demo"),
                                        new UpdateOptions().upsert(true)),
                        () ->
                                leads.replaceOne(
                                        eq("_id", "c"),
                                        lead("c", "3"),
                                        new ReplaceOptions().upsert(true)),
                        () -> leads.deleteOne(eq("_id", "b")),
                        () ->
                                leads.findOneAndUpdate(
                                        eq("name", "counter"),
                                        Updates.inc("value", 1),
                                        new FindOneAndUpdateOptions().upsert(true)),
                        () ->
                                leads.findOneAndUpdate(
                                        eq("name", "counter"), Updates.inc("value", 1)),
                        () ->
                                client.getDatabase("t")
                                        .getCollection("other")
                                        .createIndex(
                                                Indexes.ascending("x"),
                                                new IndexOptions().unique(true)),
                        () -> client.getDatabase("t").getCollection("other").drop(),
                        () -> leads.findOneAndDelete(eq("name", "counter")));
        for (int i = 0; i < writes.size(); i++) {
            writes.get(i).run();
            List<Document> expected = leads.find().into(new ArrayList<>());

            Path copy = Files.createDirectory(folder.resolve("copy" + i));
            try (Stream<Path> files = Files.list(folder.resolve("live"))) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            copy.resolve(file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            try (MongoEmulator after = MongoEmulator.start(copy.resolve("m.mv"));
                    MongoClient other = MongoClients.create(after.uri())) {
                assertThat(other.getDatabase("t").getCollection("leads").find())
                        .as("write %d", i)
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void aCleanRestartKeepsDocumentsAndIndexes() throws IOException {
        leads.insertMany(List.of(lead("a", "1"), lead("b", null)));
        stop();
        open(folder.resolve("live"));

        assertThat(new HashSet<>(leads.find().map(d -> d.get("_id")).into(new ArrayList<>())))
                .containsExactlyInAnyOrder("a", "b");
        leads.insertOne(lead("c", null));
        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> leads.insertOne(lead("d", "1")));
        assertThat(leads.listIndexes()).hasSize(2);
    }

    private static Document lead(String id, @org.jspecify.annotations.Nullable String phone) {
        Document lead = new Document("_id", id).append("companyId", "demo");
        return phone == null ? lead : lead.append("phone", phone);
    }

    @Test
    void aClientOfAnotherAccountIsHungUpOnBeforeItIsHeard() throws IOException {
        LocalAccounts strangers = LocalAccounts.welcoming(account -> false);
        try (MongoEmulator guarded =
                        MongoEmulator.start(folder.resolve("guarded.mv"), 0, strangers);
                Socket client =
                        new Socket(
                                InetAddress.getLoopbackAddress(),
                                URI.create(guarded.uri()).getPort())) {
            client.setSoTimeout(20_000);
            if (strangers.areKnown()) {
                assertThat(client.getInputStream().read()).as("end of the stream").isEqualTo(-1);
            }
            assertThat(guarded.clients()).isZero();
        }
    }
}

package dev.nightshift.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

class RetainedKindsIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");
    private static final TenantContext BETA =
            new TenantContext(new CompanyId("beta"), "r-1", "test", "tester");

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void processedEventsAreInTheirCompanysArchiveBeforeTheyAreDeleted(EmbeddedStack stack)
            throws IOException {
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            TenantCollection events =
                    mongo.tenants().collection(ACME, RetainedWebhookEvents.COLLECTION);
            events.insertMany(
                    List.of(
                            event("a", "processed", 90),
                            event("b", "processed", 91),
                            event("c", "processed", 89),
                            event("d", "failed", 200),
                            event("e", "pending", 200)));
            mongo.tenants()
                    .collection(BETA, RetainedWebhookEvents.COLLECTION)
                    .insertOne(event("f", "processed", 100));
            RetainedWebhookEvents kind =
                    new RetainedWebhookEvents(mongo.tenants(), folder, () -> NOW);

            assertThat(kind.count(ACME)).isEqualTo(2);
            assertThat(kind.delete(ACME, 1_000)).isEqualTo(2);
            assertThat(kind.delete(ACME, 1_000)).isZero();

            assertThat(events.find(new Document()))
                    .extracting(event -> event.get("_id"))
                    .containsExactlyInAnyOrder("c", "d", "e");
            assertThat(kind.count(BETA)).isEqualTo(1);
            assertThat(archived(folder.resolve("acme"))).containsExactly("b", "a");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void ofManyOfOneMomentTheFirstByTheirIdAreArchivedHoweverTheyAreStored(EmbeddedStack stack)
            throws IOException {
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            TenantCollection events =
                    mongo.tenants().collection(ACME, RetainedWebhookEvents.COLLECTION);
            events.insertMany(
                    Stream.of("c", "a", "d", "b").map(id -> event(id, "processed", 95)).toList());
            RetainedWebhookEvents kind =
                    new RetainedWebhookEvents(mongo.tenants(), folder, () -> NOW);

            assertThat(kind.delete(ACME, 2)).isEqualTo(2);
            assertThat(archived(folder.resolve("acme"))).containsExactly("a", "b");

            // As after a crash between the archive and the deletion: it is the same file.
            events.insertMany(Stream.of("b", "a").map(id -> event(id, "processed", 95)).toList());
            assertThat(kind.delete(ACME, 2)).isEqualTo(2);
            assertThat(archived(folder.resolve("acme"))).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void largeEventsAreArchivedAFewAtATimeAndNoneIsLeft(EmbeddedStack stack) throws IOException {
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            TenantCollection events =
                    mongo.tenants().collection(ACME, RetainedWebhookEvents.COLLECTION);
            for (String id : List.of("a", "b", "c", "d", "e")) {
                events.insertOne(event(id, "processed", 95).append("payload", "x".repeat(3 << 20)));
            }
            RetainedWebhookEvents kind =
                    new RetainedWebhookEvents(mongo.tenants(), folder, () -> NOW);

            assertThat(kind.delete(ACME, 4)).isEqualTo(4);
            assertThat(kind.delete(ACME, 4)).isEqualTo(1);
            assertThat(archived(folder.resolve("acme")))
                    .containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatAnIndexShouldHaveDeletedGoesWhenItsDateIsPast(EmbeddedStack stack) {
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            dated(mongo, ACME, "preimages", "expireAt", Duration.ZERO, Duration.ofDays(-1));
            dated(mongo, BETA, "preimages", "expireAt", Duration.ofDays(3));
            dated(
                    mongo,
                    ACME,
                    "telemetry",
                    "ts",
                    Duration.ofHours(24),
                    Duration.ofHours(23),
                    Duration.ofDays(9));

            for (Retained kind :
                    List.of(
                            RetainedByDate.preImages(mongo.tenants(), () -> NOW),
                            RetainedByDate.telemetry(mongo.tenants(), () -> NOW))) {
                long old = kind.name().equals("telemetry") ? 2 : 1;
                assertThat(kind.count(ACME)).isEqualTo(old);
                assertThat(kind.delete(ACME, 1)).isEqualTo(1);
                assertThat(kind.delete(ACME, 10)).isEqualTo(old - 1);
                assertThat(kind.count(ACME)).isZero();
            }
            for (String collection : List.of("preimages", "telemetry")) {
                assertThat(mongo.tenants().collection(ACME, collection).count(new Document()))
                        .as("younger ones, and one without a date")
                        .isEqualTo(2);
            }
            assertThat(mongo.tenants().collection(BETA, "preimages").count(new Document()))
                    .isEqualTo(2);
        }
    }

    private static void dated(
            MongoStores mongo,
            TenantContext company,
            String collection,
            String field,
            Duration... ages) {
        List<Document> documents = new ArrayList<>(List.of(new Document("other", 1)));
        for (Duration age : ages) {
            documents.add(new Document(field, Date.from(NOW.minus(age))));
        }
        mongo.tenants().collection(company, collection).insertMany(documents);
    }

    @Test
    void nothingIsDeletedThatCouldNotBeArchived() throws IOException {
        try (MongoStores mongo = MongoStores.open(EmbeddedStack.fresh().endpoints().mongodbUri())) {
            mongo.tenants()
                    .collection(ACME, RetainedWebhookEvents.COLLECTION)
                    .insertOne(event("a", "processed", 100));
            Path file = Files.createFile(folder.resolve("file"));
            RetainedWebhookEvents kind =
                    new RetainedWebhookEvents(mongo.tenants(), file, () -> NOW);

            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(() -> kind.delete(ACME, 10));
            assertThat(kind.count(ACME)).isEqualTo(1);
        }
    }

    @Test
    void onlyOldRejectsFilesOfTheCompanyGo() throws IOException {
        Path old = rejects("acme", "old.csv", 91);
        Path young = rejects("acme", "young.csv", 89);
        Path others = rejects("beta", "old.csv", 91);
        Path note = rejects("acme", "note.txt", 91);
        RetainedRejects kind = new RetainedRejects(folder, () -> NOW);

        assertThat(kind.count(ACME)).isEqualTo(1);
        assertThat(kind.delete(ACME, 10)).isEqualTo(1);

        assertThat(old).doesNotExist();
        assertThat(List.of(young, others, note)).allSatisfy(file -> assertThat(file).exists());
        assertThat(new RetainedRejects(folder.resolve("none"), () -> NOW).count(ACME)).isZero();
    }

    private Path rejects(String company, String name, int days) throws IOException {
        Path file = Files.createDirectories(folder.resolve(company)).resolve(name);
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
        return file;
    }

    private static Document event(String id, String status, int days) {
        return new Document("_id", id)
                .append("status", status)
                .append("attempts", 1)
                .append("processedAt", Date.from(NOW.minus(Duration.ofDays(days))));
    }

    private static List<String> archived(Path folder) throws IOException {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".gz")).toList()) {
                assertThat(Path.of(file + ".sha256")).content().endsWith(file.getFileName() + "\n");
                byte[] packed = Files.readAllBytes(file);
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> ids.add(Document.parse(line).getString("_id")));
                }
            }
        }
        return ids;
    }
}

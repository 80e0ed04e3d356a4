package dev.nightshift.writers.mongo.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

class BackfillWriterIT {
    private static final String ENGINES = "dev.nightshift.platform.testing.Engines#all";
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "r", "test", "tester");

    /** What each test works with. */
    private record Bench(
            MongoStores mongo, TenantCollection leads, PreImages images, BackfillWriter writer) {}

    private final List<MongoStores> opened = new ArrayList<>();

    private Bench open(EmbeddedStack stores) {
        MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
        opened.add(mongo);
        TenantCollection leads = mongo.tenants().collection(DEMO, "leads");
        PreImages images = new PreImages(mongo.tenants(), DEMO, "M1", 1);
        return new Bench(
                mongo, leads, images, new BackfillWriter(leads, images, Duration.ofDays(1)));
    }

    @AfterEach
    void close() {
        opened.forEach(MongoStores::close);
    }

    private static List<DocumentChange> doubled(TenantCollection leads, int from, int to) {
        List<DocumentChange> changes = new ArrayList<>();
        for (int n = from; n < to; n++) {
            Document lead = new Document("_id", n).append("n", n);
            leads.insertOne(lead);
            changes.add(
                    DocumentChange.between(
                            lead, new Document("_id", n).append("n", 2 * n + 1_000)));
        }
        return changes;
    }

    private static Integer n(TenantCollection leads, int id) {
        return leads.findOne(new Document("_id", id)).orElseThrow().getInteger("n");
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void what_somebody_changed_in_between_is_stale_and_leaves_the_page(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        BackfillWriter writer = bench.writer();
        List<DocumentChange> changes = doubled(leads, 0, 5);
        leads.updateOne(new Document("_id", 2), new Document("$set", new Document("n", 77)));

        BackfillWriter.Outcome outcome = writer.write(0, changes, NOW);

        assertThat(outcome.applied()).isEqualTo(4);
        assertThat(outcome.stale()).containsExactly(2);
        assertThat(n(leads, 2)).isEqualTo(77);
        assertThat(n(leads, 3)).isEqualTo(1_006);
        PreImages.Page page = images.find(0).orElseThrow();
        assertThat(page.changes()).extracting(DocumentChange::id).containsExactly(0, 1, 3, 4);
        assertThat(page.expireAt().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(writer.write(1, List.of(), NOW).pages()).isZero();
    }

    /** To the server a list that holds a value equals the value. */
    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_list_in_the_place_of_a_value_is_somebody_elses_change(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        List<@Nullable Object> before = new ArrayList<>();
        before.add(5);
        before.add("text");
        before.add(null);
        before.add(new Document("city", "Ulm"));
        before.add(List.of(1, 2));
        before.add(List.of());
        List<DocumentChange> changes = new ArrayList<>();
        for (int id = 0; id < before.size(); id++) {
            Document lead = new Document("_id", id).append("v", before.get(id));
            leads.insertOne(lead);
            changes.add(DocumentChange.between(lead, new Document("_id", id).append("v", true)));
            List<@Nullable Object> list = new ArrayList<>();
            list.add(before.get(id));
            list.add(7);
            leads.updateOne(new Document("_id", id), new Document("$set", new Document("v", list)));
        }

        BackfillWriter.Outcome outcome = bench.writer().write(0, changes, NOW);

        assertThat(outcome.stale()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(leads.count(new Document("v", true))).isZero();
        for (int id = 0; id < before.size(); id++) {
            leads.updateOne(
                    new Document("_id", id),
                    new Document("$set", new Document("v", before.get(id))));
        }
        assertThat(bench.writer().write(1, changes, NOW).applied()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_duplicate_is_refused_and_the_rest_is_written(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        BackfillWriter writer = bench.writer();
        leads.insertOne(new Document("_id", "holder").append("phone", "+1"));
        List<DocumentChange> changes = doubled(leads, 0, 2);
        leads.insertOne(new Document("_id", 9));
        changes.add(
                DocumentChange.between(
                        new Document("_id", 9), new Document("_id", 9).append("phone", "+1")));

        BackfillWriter.Outcome outcome = writer.write(0, changes, NOW);

        assertThat(outcome.applied()).isEqualTo(2);
        assertThat(outcome.refused()).containsOnlyKeys(9);
        WriteFailure failure = outcome.refused().get(9);
        assertThat(failure != null && failure.isDuplicateOf("phone")).isTrue();
        assertThat(images.find(0).orElseThrow().changes()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void pages_of_a_process_that_died_are_made_true(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        BackfillWriter writer = bench.writer();
        List<DocumentChange> changes = doubled(leads, 0, 6);
        images.add(3, changes.subList(0, 4), Date.from(NOW), NOW);
        images.add(4, changes.subList(4, 6), Date.from(NOW), NOW);
        // It had written two of them, and somebody else has changed a third.
        new BackfillWriter(leads, null, Duration.ofDays(1)).write(9, changes.subList(1, 3), NOW);
        leads.updateOne(new Document("_id", 5), new Document("$set", new Document("n", 77)));

        BackfillWriter.Outcome settled = writer.settle(3);

        assertThat(settled.pages()).isEqualTo(2);
        assertThat(settled.applied()).isEqualTo(5);
        assertThat(images.find(3).orElseThrow().changes())
                .extracting(DocumentChange::id)
                .containsExactly(0, 1, 2, 3);
        assertThat(images.find(4).orElseThrow().changes())
                .extracting(DocumentChange::id)
                .containsExactly(4);
        assertThat(n(leads, 5)).isEqualTo(77);
        assertThat(writer.settle(5).pages()).isZero();
        assertThat(images.find(9)).isEmpty();
        assertThat(new BackfillWriter(leads, null, Duration.ofDays(1)).settle(3).pages()).isZero();
    }

    /** A server does not end a write when the process that sent it dies. */
    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_write_that_outlives_its_process_is_taken_back_as_a_whole(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        List<DocumentChange> changes = doubled(leads, 0, 6);
        images.add(0, changes, Date.from(NOW), NOW);
        BackfillWriter server = new BackfillWriter(leads, null, Duration.ofDays(1));
        server.write(9, changes.subList(0, 3), NOW);

        BackfillWriter.Outcome settled = bench.writer().settle(0);
        server.write(9, changes.subList(3, 6), NOW);

        assertThat(settled.applied()).isEqualTo(6);
        BackfillRestore restore = new BackfillRestore(leads, images, 1, false);
        assertThat(restore.restore(0).restored()).isEqualTo(6);
        for (int id = 0; id < 6; id++) {
            assertThat(n(leads, id)).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void large_values_take_several_pages(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        BackfillWriter writer = bench.writer();
        List<DocumentChange> changes = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            Document lead = new Document("_id", n).append("t", "x".repeat(1 << 20));
            leads.insertOne(lead);
            changes.add(DocumentChange.between(lead, new Document("_id", n).append("t", "y")));
        }

        BackfillWriter.Outcome outcome = writer.write(0, changes, NOW);

        assertThat(outcome.pages()).isEqualTo(3);
        assertThat(outcome.applied()).isEqualTo(3);
        BackfillRestore restore = new BackfillRestore(leads, images, 1, false);
        for (long page = 2; page >= 0; page--) {
            BackfillRestore.Outcome part = restore.restore(page);
            assertThat(part.restored()).isEqualTo(1);
            restore.close(page, part);
            assertThat(images.find(page)).isEmpty();
        }
        assertThat(leads.findOne(new Document("_id", 1)).orElseThrow().getString("t"))
                .startsWith("xx");
        assertThat(restore.restore(0).restored()).isZero();
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void what_is_put_back_leaves_its_page_and_what_changed_since_stays(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        BackfillWriter writer = bench.writer();
        writer.write(0, doubled(leads, 0, 6), NOW);
        leads.updateOne(new Document("_id", 1), new Document("$set", new Document("n", 5)));
        leads.updateOne(new Document("_id", 2), new Document("$set", new Document("n", 2)));
        leads.deleteMany(new Document("_id", 3));

        BackfillRestore.Outcome outcome = new BackfillRestore(leads, images, 1, false).restore(0);

        assertThat(outcome.restored()).isEqualTo(4);
        assertThat(outcome.changedSince()).containsExactlyInAnyOrder(1, 3);
        assertThat(n(leads, 0)).isEqualTo(0);
        assertThat(n(leads, 1)).isEqualTo(5);
        assertThat(images.find(0).orElseThrow().changes()).hasSize(2);
        BackfillRestore.Outcome forced = new BackfillRestore(leads, images, 2, true).restore(0);
        assertThat(forced.restored()).isEqualTo(1);
        assertThat(n(leads, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_page_that_was_put_back_and_not_booked_comes_out_the_same_again(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        bench.writer().write(0, doubled(leads, 0, 6), NOW);
        bench.writer().write(1, doubled(leads, 6, 9), NOW);
        leads.updateOne(new Document("_id", 1), new Document("$set", new Document("n", 5)));
        BackfillRestore died = new BackfillRestore(leads, images, 1, false);
        assertThat(died.restore(0).restored()).isEqualTo(5);
        assertThat(died.restore(1).restored()).isEqualTo(3);

        BackfillRestore next = new BackfillRestore(leads, images, 1, false);

        for (long page = 1; page >= 0; page--) {
            BackfillRestore.Outcome again = next.restore(page);
            assertThat(again.restored()).isEqualTo(page == 0 ? 5 : 3);
            assertThat(again.changedSince()).hasSize(page == 0 ? 1 : 0);
            next.close(page);
        }
        assertThat(images.find(1)).isEmpty();
        assertThat(images.find(0).orElseThrow().changes()).hasSize(1);
        assertThat(new BackfillRestore(leads, images, 2, true).restore(0).restored())
                .as("another rollback counts anew")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void each_batch_has_its_own_time(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        Date old = Date.from(NOW.minusSeconds(60));
        Document lead = new Document("_id", 1).append("n", 1).append("updatedAt", old);
        leads.insertOne(lead);
        Instant later = NOW.plusSeconds(60);

        bench.writer()
                .write(
                        0,
                        List.of(DocumentChange.between(lead, new Document(lead).append("n", 2))),
                        later);

        assertThat(leads.findOne(new Document("_id", 1)).orElseThrow())
                .containsEntry("updatedAt", Date.from(later));
        assertThat(bench.images().find(0).orElseThrow().stamped()).isEqualTo(Date.from(later));
        new BackfillRestore(leads, bench.images(), 1, false).restore(0);
        assertThat(leads.findOne(new Document("_id", 1)).orElseThrow())
                .containsEntry("updatedAt", old);
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_value_that_somebody_took_since_is_not_put_back(EmbeddedStack stores) {
        Bench bench = open(stores);
        TenantCollection leads = bench.leads();
        PreImages images = bench.images();
        BackfillWriter writer = bench.writer();
        Document lead = new Document("_id", 1).append("phone", "old");
        leads.insertOne(lead);
        leads.insertOne(new Document("_id", 2).append("phone", "second"));
        writer.write(
                0,
                List.of(
                        DocumentChange.between(lead, new Document("_id", 1).append("phone", "new")),
                        DocumentChange.between(
                                new Document("_id", 2).append("phone", "second"),
                                new Document("_id", 2).append("phone", "third"))),
                NOW);
        leads.insertOne(new Document("_id", 3).append("phone", "old"));

        BackfillRestore.Outcome outcome = new BackfillRestore(leads, images, 1, false).restore(0);

        assertThat(outcome.restored()).isEqualTo(1);
        assertThat(outcome.changedSince()).containsExactly(1);
        assertThat(leads.findOne(new Document("_id", 2)).orElseThrow())
                .containsEntry("phone", "second");
    }
}

package dev.nightshift.writers.mongo.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** A process that lost its work to another, does not know yet, and writes on. */
class LateWriterIT {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final int LEADS = 8;
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "r", "test", "tester");

    private final MongoStores mongo =
            MongoStores.open(EmbeddedStack.fresh().endpoints().mongodbUri());
    private final TenantCollection leads = mongo.tenants().collection(DEMO, "leads");
    private final TenantCollection stored = mongo.tenants().collection(DEMO, PreImages.COLLECTION);
    private final PreImages earlier = new PreImages(mongo.tenants(), DEMO, "M1", 3);
    private final PreImages later = new PreImages(mongo.tenants(), DEMO, "M1", 4);
    private final BackfillWriter late = new BackfillWriter(leads, earlier, Duration.ofDays(1));
    private final BackfillWriter next = new BackfillWriter(leads, later, Duration.ofDays(1));
    private final List<DocumentChange> changes = new ArrayList<>();

    @BeforeEach
    void fill() {
        for (int n = 0; n < LEADS; n++) {
            Document lead = new Document("_id", n).append("n", n);
            leads.insertOne(lead);
            changes.add(
                    DocumentChange.between(lead, new Document("_id", n).append("n", n + 1_000)));
        }
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private int changed() {
        return (int) leads.count(new Document("n", new Document("$gte", 1_000)));
    }

    private static void assertLost(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(NightshiftException.class)
                .extracting(failure -> ((NightshiftException) failure).code())
                .isEqualTo(FailureCode.LEASE_LOST);
    }

    private void assertAllComesBack(PreImages images, long pages) {
        BackfillRestore restore = new BackfillRestore(leads, images, 1, false);
        int restored = 0;
        for (long page = pages - 1; page >= 0; page--) {
            restored += restore.restore(page).restored();
        }
        assertThat(restored).isEqualTo(LEADS);
        assertThat(changed()).isZero();
    }

    @Test
    void a_page_of_the_successor_is_not_replaced_and_nothing_more_is_changed() {
        assertThat(next.write(0, changes.subList(2, 6), NOW).applied()).isEqualTo(4);

        assertLost(() -> late.write(0, changes.subList(0, 4), NOW));

        assertThat(changed()).isEqualTo(4);
        assertThat(later.find(0).orElseThrow().changes())
                .extracting(DocumentChange::id)
                .containsExactly(2, 3, 4, 5);
        assertThat(next.write(1, changes, NOW).pages()).isOne();
    }

    @Test
    void a_batch_costs_two_round_trips() {
        next.write(0, changes.subList(0, 1), NOW);
        long before = mongo.roundTrips();

        next.write(1, changes.subList(1, LEADS), NOW);

        assertThat(mongo.roundTrips() - before).isEqualTo(2);
    }

    @Test
    void a_page_that_came_late_is_finished_and_counted_once() {
        assertThat(next.settle(0).pages()).isZero();
        assertThat(earlier.add(0, changes.subList(0, 6), Date.from(NOW), NOW).whole()).isTrue();

        BackfillWriter.Outcome outcome = next.write(0, changes.subList(0, 3), NOW);
        BackfillWriter.Outcome rest = next.write(1, changes.subList(4, 8), NOW);

        assertThat(outcome.applied()).as("the whole late page").isEqualTo(6);
        assertThat(outcome.pages()).isOne();
        assertThat(outcome.stale()).isEmpty();
        assertThat(changed()).isEqualTo(LEADS);
        assertThat(rest.applied()).isEqualTo(4);
        assertThat(rest.pages()).isOne();
        assertLost(() -> late.write(0, changes.subList(0, 6), NOW));
        assertLost(() -> earlier.put(later.find(0).orElseThrow()));
    }

    @Test
    void what_both_have_written_comes_back() {
        earlier.add(0, changes.subList(0, 3), Date.from(NOW), NOW);

        BackfillWriter.Outcome outcome = next.write(0, changes, NOW);

        assertThat(outcome.applied()).isEqualTo(LEADS);
        assertThat(outcome.pages()).isEqualTo(2);
        assertAllComesBack(later, 2);
    }

    @Test
    void a_page_that_was_settled_is_the_successors() {
        earlier.add(0, changes, Date.from(NOW), NOW);
        PreImages.Page shorter =
                new PreImages.Page(0, Date.from(NOW), Date.from(NOW), changes.subList(0, 1));

        assertThat(next.settle(0).applied()).isEqualTo(LEADS);

        assertLost(() -> earlier.put(shorter));
        assertLost(() -> new BackfillRestore(leads, earlier, 1, false).restore(0));
        assertLost(() -> late.settle(0));
        earlier.delete(0);
        assertAllComesBack(later, 1);
    }

    @Test
    void behind_a_seal_nothing_is_begun() {
        earlier.add(0, changes.subList(0, 3), Date.from(NOW), NOW);

        BackfillWriter.Outcome sealed = next.seal(0, NOW);

        assertThat(sealed.pages()).isOne();
        assertThat(sealed.applied()).isEqualTo(3);
        assertLost(() -> late.write(1, changes.subList(3, 8), NOW));
        assertThat(changed()).isEqualTo(3);
        new BackfillRestore(leads, later, 1, false).close(1);
        assertLost(() -> late.write(1, changes.subList(3, 8), NOW));
    }

    /** Pages from before there were fences. */
    @Test
    void a_page_without_a_fence_is_finished_and_put_back() {
        earlier.add(0, changes.subList(0, 4), Date.from(NOW), NOW);
        stored.updateMany(
                new Document(),
                new Document("$unset", new Document("fence", "")),
                dev.nightshift.platform.mongo.operation.Repeat.SAFE);

        assertThat(next.write(0, changes, NOW).pages()).isEqualTo(2);

        stored.updateMany(
                new Document(),
                new Document("$unset", new Document("fence", "")),
                dev.nightshift.platform.mongo.operation.Repeat.SAFE);
        assertAllComesBack(later, 2);
    }
}

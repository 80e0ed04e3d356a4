package dev.nightshift.migrations.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.migrations.Migrations;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

class LedgersIT {
    private static final String ENGINES = "dev.nightshift.platform.testing.Engines#all";
    private static final String ID = "M20260101_DoThis";
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final PlatformContext CONTEXT = new PlatformContext("r", "backfill", "ann");
    private static final CompanyId DEMO = new CompanyId("demo");

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_migration_is_read_as_it_was_stored(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            MigrationLedger ledger = new MigrationLedger(mongo.platform(), CLOCK);
            assertThat(ledger.find(CONTEXT, ID)).isEmpty();
            assertThat(ledger.show(CONTEXT, ID).state()).isEqualTo(MigrationState.NEW);

            MigrationRecord stored =
                    ledger.change(
                            CONTEXT,
                            ID,
                            record ->
                                    record.begun("sum", 7, "ann", NOW)
                                            .with(Map.of("rate", "5"))
                                            .in(MigrationState.WAITING, 2, "why")
                                            .approved(new Approval(1, "bob", NOW)));

            assertThat(ledger.list(CONTEXT)).containsExactly(stored);
            assertThat(stored.version()).isEqualTo(1);
            assertThat(stored.approver(1)).isEqualTo("bob");
            assertThat(stored.approver(2)).isEmpty();
            assertThat(stored.withApprovals(List.of()).approvals()).isEmpty();
            Migrations migrations = new Migrations(ledger);
            assertThat(migrations.isFinal(CONTEXT, ID)).isFalse();
            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.FINAL, 2, ""));
            assertThat(migrations.isFinal(CONTEXT, ID)).isTrue();
            assertThat(migrations.isFinal(CONTEXT, "M20260102_Other")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void of_two_at_once_one_wins_and_the_other_sees_it(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            MigrationLedger ledger = new MigrationLedger(mongo.platform(), CLOCK);
            MigrationRecord read = ledger.show(CONTEXT, ID);
            ledger.save(CONTEXT, read.in(MigrationState.STARTED, 1, ""));

            assertThatThrownBy(() -> ledger.save(CONTEXT, read.in(MigrationState.CANCELLED, 1, "")))
                    .isInstanceOf(NightshiftException.class)
                    .hasMessageContaining("STARTED");
            MigrationRecord second = ledger.show(CONTEXT, ID);
            ledger.save(CONTEXT, second.in(MigrationState.HALTED, 1, ""));
            assertThatThrownBy(() -> ledger.save(CONTEXT, second.in(MigrationState.WAITING, 1, "")))
                    .isInstanceOf(NightshiftException.class);
            // What another wants may be the same to the millisecond: it is another's all the same.
            assertThatThrownBy(() -> ledger.save(CONTEXT, second.in(MigrationState.HALTED, 1, "")))
                    .isInstanceOf(NightshiftException.class)
                    .hasMessageContaining("HALTED");
            MigrationRecord changed =
                    ledger.change(
                            CONTEXT,
                            ID,
                            record -> {
                                if (record.stage() == 1) {
                                    ledger.save(CONTEXT, record.in(record.state(), 5, ""));
                                }
                                return record.in(MigrationState.COMPLETE, record.stage(), "");
                            });
            assertThat(changed.stage()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void of_two_approvals_by_one_actor_in_one_millisecond_exactly_one_wins(EmbeddedStack stores)
            throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                ExecutorService operators = Executors.newFixedThreadPool(2)) {
            MigrationLedger ledger = new MigrationLedger(mongo.platform(), CLOCK);
            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.WAITING, 1, ""));
            CyclicBarrier bothHaveRead = new CyclicBarrier(2);

            List<Future<MigrationRecord>> both =
                    List.of(
                            operators.submit(() -> approve(ledger, bothHaveRead)),
                            operators.submit(() -> approve(ledger, bothHaveRead)));

            int won = 0;
            for (Future<MigrationRecord> one : both) {
                try {
                    assertThat(one.get().approver(1)).isEqualTo("ann");
                    won++;
                } catch (ExecutionException lost) {
                    assertThat(lost).cause().hasMessage("It was approved already.");
                }
            }
            assertThat(won).isEqualTo(1);
            assertThat(ledger.show(CONTEXT, ID).approvals()).hasSize(1);
        }
    }

    private static MigrationRecord approve(MigrationLedger ledger, CyclicBarrier bothHaveRead) {
        AtomicBoolean first = new AtomicBoolean(true);
        return ledger.change(
                CONTEXT,
                ID,
                record -> {
                    if (!record.approver(1).isEmpty()) {
                        throw new NightshiftException(
                                FailureCode.BACKFILL_STATE, "It was approved already.", "");
                    }
                    if (first.getAndSet(false)) {
                        await(bothHaveRead);
                    }
                    return record.approved(new Approval(1, "ann", NOW));
                });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource(ENGINES)
    void a_company_is_read_as_it_was_stored_and_only_by_its_version(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            CompanyLedger ledger = new CompanyLedger(mongo.tenants(), mongo.platform(), CLOCK);
            ledger.prepare(CONTEXT, List.of(DEMO, new CompanyId("other")));
            ledger.prepare(CONTEXT, List.of(DEMO));
            assertThat(ledger.find(CONTEXT, ID, List.of(DEMO))).isEmpty();
            CompanyRecord pending = CompanyRecord.pending(DEMO, ID, 2);
            assertThat(pending.durationMs(NOW)).isNull();

            CompanyRecord stored =
                    ledger.save(
                            CONTEXT.in(DEMO),
                            pending.change()
                                    .state(CompanyState.RUNNING)
                                    .stage(3)
                                    .checksum("sum")
                                    .counts(new Counts(1, 2, 3, 4, 5))
                                    .matching(9)
                                    .lastId("x")
                                    .nextPage(4)
                                    .remaining(3L)
                                    .imagesUntil(NOW)
                                    .startedAt(NOW)
                                    .by("ann")
                                    .approvedBy("bob")
                                    .failure("why")
                                    .restored(1)
                                    .changedSince(2)
                                    .wayBack(WayBack.NONE.anew(2).begun(3).at(2))
                                    .note("what else")
                                    .failed(
                                            List.of(
                                                    new FailedDocument(
                                                            "1", FailedDocument.Code.THREW, "why")))
                                    .done());

            assertThat(ledger.find(CONTEXT, ID, List.of(DEMO))).containsEntry(DEMO, stored);
            assertThat(ledger.find(CONTEXT, "M20260102_Other", List.of(DEMO))).isEmpty();
            assertThat(stored.counts().seen()).isEqualTo(6);
            assertThat(stored.counts().again()).isEqualTo(new Counts(1, 0, 0, 4, 5));
            assertThat(stored.durationMs(NOW.plusMillis(5))).isEqualTo(5);
            assertThat(stored.change().endedAt(NOW).done().durationMs(NOW.plusMillis(5)))
                    .isEqualTo(0);
            assertThat(stored.isSettled()).isFalse();
            assertThat(stored.change().state(CompanyState.FAILED).done().isSettled())
                    .as("a rollback that failed is not for a run that goes on")
                    .isTrue();
            assertThat(stored.change().noFailed().done().failed()).isEmpty();
            assertThat(ledger.save(CONTEXT.in(DEMO), stored.change().done()).version())
                    .isEqualTo(2);
            // Two processes that go on with a company want the same record; one has it.
            assertThatThrownBy(() -> ledger.save(CONTEXT.in(DEMO), stored))
                    .isInstanceOf(NightshiftException.class)
                    .extracting(failure -> ((NightshiftException) failure).code())
                    .isEqualTo(FailureCode.LEASE_LOST);
        }
    }
}

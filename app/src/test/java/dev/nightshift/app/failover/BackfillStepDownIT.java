package dev.nightshift.app.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.drills.replicaset.SetTimes;
import dev.nightshift.drills.replicaset.SimulatedReplicaSet;
import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.backfill.BackfillOptions;
import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.jobs.backfill.Backfills;
import dev.nightshift.jobs.backfill.load.BatchSize;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The primary of a replica set steps down in the middle of a backfill, and of its rollback. */
class BackfillStepDownIT {
    private static final String ID = "M20260103_DoubleNumbers";
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");
    private static final CompanyId ONE = new CompanyId("one");
    private static final int LEADS = 90;
    private static final int ATTEMPTS = 5;

    @Test
    void nothing_is_lost_or_done_twice() {
        InstantSource clock = InstantSource.system();
        AtomicInteger seen = new AtomicInteger();
        Endpoints embedded = EmbeddedStack.fresh().endpoints();
        try (SimulatedReplicaSet set =
                        SimulatedReplicaSet.start(
                                SetTimes.withElectionTimeout(Duration.ofMillis(500)), clock);
                ReplicaSetControl control =
                        ReplicaSetControl.open(
                                uri(set), AddressMap.none(), Duration.ofSeconds(20));
                MongoStores mongo = MongoStores.open(uri(set));
                RedisStores redis = RedisStores.open(embedded.redisUri())) {
            TenantCache cache = new TenantCache(redis, mongo.platform());
            Companies companies = new Companies(mongo.platform(), cache, clock);
            companies.add(CONTEXT, ONE, "Company one", Region.of("US"));
            TenantCollection leads = mongo.tenants().collection(CONTEXT.in(ONE), "leads");
            leads.insertMany(IntStream.range(0, LEADS).mapToObj(n -> lead(n)).toList());
            Map<Object, Document> before = byId(leads);
            Catalogue catalogue =
                    new Catalogue(
                            List.of(
                                    new M20260103_DoubleNumbers(
                                            () -> {
                                                if (seen.incrementAndGet() == LEADS / 2) {
                                                    stepDown(control);
                                                }
                                            })));
            BackfillJob job =
                    new BackfillJob(
                            new BackfillJob.Parts(
                                    catalogue,
                                    new MigrationLedger(mongo.platform(), clock),
                                    new CompanyLedger(mongo.tenants(), mongo.platform(), clock),
                                    companies,
                                    mongo,
                                    cache,
                                    new AlertStore(mongo.tenants(), clock),
                                    (context, alert) -> {},
                                    clock));
            try (Runs runs = Runs.open(embedded, List.of(job))) {
                Backfills backfills = new Backfills(job, runs.starter(), runs.registry());
                BackfillDesk desk =
                        new BackfillDesk(catalogue, mongo, companies, runs.registry(), clock);

                RunReport run = backfills.run(CONTEXT, ID, options(), RunListener.NONE);
                // An election that takes longer than a run waits for ends it; it goes on then.
                for (int n = 1; n < ATTEMPTS && run.state() != RunState.COMPLETED; n++) {
                    run = backfills.resume(CONTEXT, ID, RunListener.NONE);
                }

                assertThat(run.state()).isEqualTo(RunState.COMPLETED);
                assertThat(seen.get()).isGreaterThanOrEqualTo(LEADS);
                BackfillStatus.CompanyRow row = desk.status(CONTEXT, ID).grid().getFirst();
                assertThat(row.changed()).isEqualTo(LEADS);
                assertThat(row.matching()).isEqualTo(LEADS);
                assertThat(row.failed()).isZero();
                before.forEach(
                        (id, lead) ->
                                assertThat(byId(leads).get(id))
                                        .containsEntry("n", lead.getInteger("n") * 2));

                stepDown(control);
                run = back(backfills);
                for (int n = 1; n < ATTEMPTS && run.state() != RunState.COMPLETED; n++) {
                    run = back(backfills);
                }

                assertThat(run.state()).isEqualTo(RunState.COMPLETED);
                assertThat(byId(leads)).isEqualTo(before);
                row = desk.status(CONTEXT, ID).grid().getFirst();
                assertThat(row.restored()).isEqualTo(LEADS);
                assertThat(row.changedSince()).isZero();
            }
        }
    }

    private static RunReport back(Backfills backfills) {
        return backfills.rollback(CONTEXT, ID, Optional.empty(), false, RunListener.NONE);
    }

    private static void stepDown(ReplicaSetControl control) {
        control.unfreeze();
        control.stepDown(Duration.ofSeconds(60), false);
    }

    private static String uri(SimulatedReplicaSet set) {
        return IntStream.range(0, set.size())
                .mapToObj(member -> "127.0.0.1:" + set.port(member))
                .collect(
                        Collectors.joining(
                                ",", "mongodb://", "/shop?replicaSet=" + SimulatedReplicaSet.NAME));
    }

    /** Numbers, texts and object ids. */
    private static Document lead(int n) {
        Object id =
                switch (n % 3) {
                    case 0 -> n;
                    case 1 -> "lead " + n;
                    default -> new ObjectId();
                };
        return new Document("_id", id).append("n", n);
    }

    private static Map<Object, Document> byId(TenantCollection leads) {
        Map<Object, Document> found = new HashMap<>();
        leads.find(new Document()).forEach(lead -> found.put(lead.get("_id"), lead));
        return found;
    }

    private static BackfillOptions options() {
        BackfillOptions usual = BackfillOptions.DEFAULT;
        return new BackfillOptions(
                usual.stages(),
                usual.pins(),
                usual.excluded(),
                false,
                usual.maxErrorPercent(),
                usual.rate(),
                usual.concurrency(),
                true,
                usual.keep(),
                new BatchSize.Terms(10, 10, 10, Duration.ofMillis(50)));
    }
}

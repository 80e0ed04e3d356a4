package dev.nightshift.drills.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.live.LiveTarget;
import dev.nightshift.drills.surroundings.Counted;
import dev.nightshift.drills.timing.Phase;
import dev.nightshift.drills.timing.Timing;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The load of a live drill, over the configured servers of a test. */
@Timeout(120)
class ServiceLoadIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final TenantContext COMPANY =
            new TenantContext(new CompanyId("drill-1"), "r", "drill", "tester");

    private final EmbeddedStack stack = EmbeddedStack.fresh();

    private ServiceLoad open(LiveTarget target) {
        return ServiceLoad.open(target, 1, stack.dataDir().resolve("load"), false, CLOCK);
    }

    private static long left(MongoStores mongo) {
        return mongo.tenants().collection(COMPANY, "leads").count(new Document())
                + mongo.tenants().collection(COMPANY, "drill_writes").count(new Document());
    }

    private static Companies companies(MongoStores mongo, RedisStores redis) {
        return new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), CLOCK);
    }

    @Test
    void itsCompaniesTakeWorkDuringADrillAloneAndNobodyElsesAreUsed() {
        PlatformContext context = new PlatformContext("r", "drill", "tester");
        try (LiveTarget target = LiveTarget.open(stack.endpoints());
                MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stack.endpoints().redisUri())) {
            Companies all = companies(mongo, redis);
            CompanyId id = COMPANY.company();
            for (int drill = 1; drill <= 2; drill++) {
                try (ServiceLoad load = open(target)) {
                    assertThat(load.companies()).containsExactly("drill-1");
                    assertThat(all.show(context, id).isActive()).isTrue();
                }
                assertThat(all.show(context, id).isActive()).isFalse();
            }
            all.add(context, new CompanyId("drill-2"), "Drill Bits Ltd", Region.DEFAULT);
            assertThatThrownBy(
                            () ->
                                    ServiceLoad.open(
                                            target, 2, stack.dataDir().resolve("l"), false, CLOCK))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.DRILL_REFUSED));
        }
    }

    @Test
    void itsWritesAreCountedItsTimesKeptAndWhatItLeavesIsRemoved() throws Exception {
        try (LiveTarget target = LiveTarget.open(stack.endpoints());
                MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            Instant began = CLOCK.instant();
            try (ServiceLoad load = open(target)) {
                load.start();
                while (load.measures().getOrDefault(Measure.ACKNOWLEDGED_WRITES, 0.0) < 3) {
                    assertThat(NEVER.await(50, TimeUnit.MILLISECONDS)).isFalse();
                }
                Counted counted = load.finish();

                assertThat(counted.writes().acknowledged()).isPositive();
                assertThat(counted.writes().found()).isEqualTo(counted.writes().acknowledged());
                assertThat(counted.repeats().sent())
                        .isEqualTo(counted.repeats().stopped() + counted.repeats().whileAway());
                assertThat(counted.repeats().letThrough()).isZero();
                assertThat(load.beside()).isEmpty();
                List<Timing> timings =
                        load.timings(
                                new Phase("all", List.of(new Phase.Span(began, CLOCK.instant()))));
                assertThat(timings.stream().map(Timing::request))
                        .containsExactly(
                                "cached reads",
                                "writes",
                                "changes of a cached value",
                                "lead submits, each sent twice");
                assertThat(timings.stream().mapToLong(one -> one.done() + one.failed()).sum())
                        .isEqualTo(counted.requests());
                // What a process that dies now leaves behind is removed by the next.
                assertThat(left(mongo)).isPositive();
                try (ServiceLoad next = open(target)) {
                    assertThat(next.companies()).containsExactly("drill-1");
                    assertThat(left(mongo)).isZero();
                }
            }
            assertThat(left(mongo)).isZero();
        }
    }
}

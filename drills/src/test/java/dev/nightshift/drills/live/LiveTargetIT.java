package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;

import java.util.Map;

/** Faults between the configured servers and those who go through the drill's proxies. */
class LiveTargetIT {
    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final TenantContext company =
            new TenantContext(new CompanyId("demo"), "r", "drill", "tester");

    @Test
    void whoeverGoesThroughTheProxiesIsHurtAndNobodyElse() {
        try (LiveTarget target = LiveTarget.open(stack.endpoints());
                MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
                RedisStores drill =
                        RedisStores.open(
                                target.redisUri(),
                                RedisOptions.defaults(),
                                System::nanoTime,
                                target.addresses());
                RedisStores others = RedisStores.open(stack.endpoints().redisUri())) {
            TenantCache ofDrill = new TenantCache(drill, mongo.platform());
            TenantCache ofOthers = new TenantCache(others, mongo.platform());
            assertThat(ofDrill.reachable(company)).isTrue();

            Applied fault = target.inject(new FaultRequest("refuse", Map.of("target", "redis")));

            assertThat(ofDrill.reachable(company)).isFalse();
            assertThat(ofOthers.reachable(company)).isTrue();
            fault.heal();
            fault.heal();
            assertThat(target.firstLines().getFirst()).startsWith("The configured servers, live");
            assertThat(target.simulated()).isFalse();
        }
    }

    @Test
    void aPauseEndsWhenItIsHealed() {
        try (LiveTarget target = LiveTarget.open(stack.endpoints());
                MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
                RedisStores others = RedisStores.open(stack.endpoints().redisUri())) {
            TenantCache cache = new TenantCache(others, mongo.platform());
            Applied pause =
                    target.inject(
                            new FaultRequest(
                                    "redis-client-pause",
                                    Map.of("millis", 60_000, "writesOnly", true)));

            assertThat(cache.keepSession(company, "s", "v")).isFalse();
            pause.heal();
            assertThat(cache.keepSession(company, "s", "v")).isTrue();
        }
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatThereIs() {
        try (LiveTarget target = LiveTarget.open(stack.endpoints())) {
            assertThatThrownBy(
                            () -> target.inject(new FaultRequest("mongo-kill-primary", Map.of())))
                    .hasMessageContaining("A live drill knows no fault 'mongo-kill-primary'");
            assertThatThrownBy(
                            () ->
                                    target.inject(
                                            new FaultRequest(
                                                    "refuse", Map.of("target", "mongo-9"))))
                    .hasMessageContaining("no server 'mongo-9'");
            assertThat(target.faults()).contains("refuse", "redis-client-pause");
        }
    }
}

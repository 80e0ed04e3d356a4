package dev.nightshift.platform.mongo.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What a lease must do on any MongoDB. */
class StateLeaseIT {
    private static final Instant START = Instant.parse("2026-11-21T01:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final int WANTED_BY = 8;

    private volatile Instant now = START;

    private StateLease lease(MongoStores mongo, String id) {
        InstantSource clock = () -> now;
        return new StateLease(
                mongo.platform(), new PlatformContext("r", "test", "ada"), id, LIFE, clock);
    }

    private static Document named(String name) {
        return new Document("name", name);
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void oneHasItUntilItIsGivenBackOrLapses(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            StateLease first = lease(mongo, "right");
            StateLease second = lease(mongo, "right");
            assertThat(first.holder()).isEmpty();

            assertThat(first.take(named("first"))).isTrue();
            assertThat(second.take(named("second"))).isFalse();
            assertThat(first.take(named("again"))).as("it is taken").isFalse();
            assertThat(second.holder().orElseThrow().getString("name")).isEqualTo("first");
            assertThat(lease(mongo, "other right").take(named("other"))).isTrue();

            now = START.plus(LIFE).minusSeconds(1);
            assertThat(first.renew()).isTrue();
            assertThat(second.renew()).as("not its own").isFalse();
            second.release();
            now = START.plus(LIFE).plusSeconds(1);
            assertThat(second.take(named("second"))).as("it was renewed").isFalse();

            now = now.plus(LIFE);
            assertThat(first.holder()).as("it lapsed").isEmpty();
            assertThat(second.take(named("second"))).isTrue();
            assertThat(first.renew()).isFalse();
            first.release();
            assertThat(first.holder().orElseThrow().getString("name")).isEqualTo("second");

            second.release();
            assertThat(first.holder()).isEmpty();
            assertThat(first.take(named("first"))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void ofManyAtOnceOneWinsTheFirstTimeAndWhenItLapsed(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                ExecutorService threads = Executors.newFixedThreadPool(WANTED_BY)) {
            assertThat(winners(mongo, threads)).isEqualTo(1);
            assertThat(winners(mongo, threads)).isZero();
            now = START.plus(LIFE);
            assertThat(winners(mongo, threads)).isEqualTo(1);
        }
    }

    private long winners(MongoStores mongo, ExecutorService threads) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Boolean>> taken = new ArrayList<>();
        for (int number = 0; number < WANTED_BY; number++) {
            StateLease lease = lease(mongo, "wanted");
            taken.add(
                    threads.submit(
                            () -> {
                                go.await();
                                return lease.take(new Document());
                            }));
        }
        go.countDown();
        long winners = 0;
        for (Future<Boolean> one : taken) {
            winners += one.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        return winners;
    }
}

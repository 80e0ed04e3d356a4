package dev.nightshift.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class TenantCacheIT {
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");
    private static final TenantContext BETA =
            new TenantContext(new CompanyId("beta"), "r-1", "test", "tester");
    private static final PlatformContext PLATFORM = new PlatformContext("r-1", "test", "tester");
    private static final RedisOptions OPTIONS =
            new RedisOptions(Duration.ofMillis(500), Duration.ofMillis(50), Duration.ZERO);

    @TempDir private Path dir;

    private final AtomicInteger sourceReads = new AtomicInteger();
    private EmbeddedRedis server;
    private TcpProxy proxy;
    private MongoStores mongo;
    private RedisStores redis;
    private TenantCache cache;
    private int servers;

    @BeforeEach
    void setUp() throws Exception {
        server = startRedis();
        proxy = new TcpProxy(URI.create(server.uri()).getPort());
        mongo = MongoStores.open(EmbeddedStack.fresh().endpoints().mongodbUri());
        redis = open(OPTIONS);
        cache = new TenantCache(redis, mongo.platform());
    }

    @AfterEach
    void tearDown() {
        redis.close();
        mongo.close();
        proxy.close();
        server.close();
    }

    private EmbeddedRedis startRedis() throws Exception {
        servers++;
        return EmbeddedRedis.start(
                dir.resolve("redis-" + servers),
                Path.of(System.getProperty("java.io.tmpdir"), "nightshift-test-bin"),
                "only-for-tests");
    }

    private RedisStores open(RedisOptions options) {
        return RedisStores.open(
                "redis://:only-for-tests@127.0.0.1:" + proxy.port(), options, System::nanoTime);
    }

    private Optional<String> source() {
        return Optional.of("v" + sourceReads.incrementAndGet());
    }

    private Optional<String> company(TenantContext context) {
        return cache.company(context, this::source);
    }

    @Test
    void aValueIsReadFromTheSourceOnceAndAgainAfterAnInvalidation() {
        assertThat(company(ACME)).contains("v1");
        assertThat(company(ACME)).contains("v1");

        assertThat(cache.invalidate(ACME)).isEqualTo(Invalidation.DONE);

        assertThat(company(ACME)).contains("v2");
        assertThat(cache.flag(ACME, "dialer", this::source)).contains("v3");
        assertThat(cache.flag(ACME, "dialer", this::source)).contains("v3");
    }

    @Test
    void aValueLivesForItsTimeAndIsTagged() {
        company(ACME);
        cache.keepSession(ACME, "s1", "user 7");

        assertThat(redis.<Long>call("test", c -> c.pttl("company:acme")))
                .isBetween(3_500_000L, 3_600_000L);
        assertThat(redis.<Long>call("test", c -> c.pttl("session:acme:s1")))
                .isBetween(1_700_000L, 1_800_000L);
        assertThat(redis.<Set<String>>call("test", c -> c.smembers("cv:tags:company:acme")))
                .containsExactlyInAnyOrder("company:acme", "session:acme:s1");
        assertThat(redis.<Long>call("test", c -> c.pttl("cv:tags:company:acme"))).isPositive();
    }

    @Test
    void anInvalidationDropsEverythingOfItsCompanyAndNothingElse() {
        for (int n = 0; n < 2_500; n++) {
            cache.keepSession(ACME, "s" + n, "x");
        }
        company(BETA);
        cache.keepSession(BETA, "s1", "theirs");

        cache.invalidate(ACME);

        assertThat(redis.<List<String>>call("test", c -> c.keys("*acme*"))).isEmpty();
        assertThat(cache.session(BETA, "s1")).contains("theirs");
        assertThat(cache.session(ACME, "s1")).isEmpty();
        assertThat(company(BETA)).contains("v1");
    }

    @Test
    void aValueReadBeforeAWriteIsNotCachedAfterIt() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        Thread slow =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        cache.company(
                                                ACME,
                                                () -> {
                                                    reading.countDown();
                                                    await(written);
                                                    return Optional.of("old");
                                                }));
        await(reading);
        cache.invalidate(ACME);
        written.countDown();
        slow.join();

        assertThat(company(ACME)).contains("v1");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whileOneReadsTheSourceOthersReadItTooAndCacheNothing() {
        assertThat(
                        cache.company(
                                ACME,
                                () -> {
                                    assertThat(company(ACME)).contains("v1");
                                    return Optional.of("first");
                                }))
                .contains("first");

        assertThat(company(ACME)).contains("first");
    }

    @Test
    void nothingIsCachedOfWhatDoesNotExist() {
        assertThat(cache.company(ACME, Optional::empty)).isEmpty();
        assertThat(company(ACME)).contains("v1");
    }

    @Test
    void workGoesOnWhileRedisIsAwayAtTheStart() throws Exception {
        proxy.down();

        assertThat(company(ACME)).contains("v1");
        assertThat(company(ACME)).contains("v2");
        assertThat(cache.session(ACME, "s1")).isEmpty();
        assertThat(cache.keepSession(ACME, "s1", "x")).isFalse();
        assertThat(cache.invalidate(ACME)).isEqualTo(Invalidation.QUEUED);
        assertThat(cache.invalidate(ACME)).isEqualTo(Invalidation.QUEUED);
        assertThat(cache.invalidate(BETA)).isEqualTo(Invalidation.QUEUED);
        assertThat(queued()).isEqualTo(2);
        assertThatAway(() -> cache.drainInvalidations(PLATFORM));
        assertThat(queued()).isEqualTo(2);

        proxy.up();

        assertThat(cache.drainInvalidations(PLATFORM)).isEqualTo(2);
        assertThat(queued()).isZero();
        assertThat(cache.drainInvalidations(PLATFORM)).isZero();
    }

    @Test
    void whatWasQueuedIsDoneBeforeRedisIsReadAgain() throws Exception {
        company(ACME);
        proxy.down();
        assertThat(cache.invalidate(ACME)).isEqualTo(Invalidation.QUEUED);

        proxy.up();
        awaitReconnect();

        assertThat(company(ACME)).contains("v2");
        assertThat(queued()).isZero();
    }

    @Test
    void anotherProcessDoesWhatWasQueuedToo() throws Exception {
        company(ACME);
        proxy.down();
        cache.invalidate(ACME);
        proxy.up();

        try (RedisStores other = open(OPTIONS)) {
            TenantCache theirs = new TenantCache(other, mongo.platform());
            assertThat(theirs.company(ACME, this::source)).contains("v2");
        }
    }

    @Test
    void workGoesOnWhenRedisDiesInTheMiddleAndAnotherTakesItsPlace() throws Exception {
        company(ACME);
        server.close();

        assertThat(company(ACME)).contains("v2");
        assertThat(cache.invalidate(ACME)).isEqualTo(Invalidation.QUEUED);

        server = startRedis();
        proxy.target(URI.create(server.uri()).getPort());
        awaitReconnect();

        assertThat(cache.drainInvalidations(PLATFORM)).isEqualTo(1);
        assertThat(company(ACME)).contains("v3");
        assertThat(company(ACME)).contains("v3");
    }

    @Test
    void whatFailedIsNotSentLater() throws Exception {
        assertThat(redis.version()).matches("\\d+\\.\\d+.*");
        proxy.loseAnswers(1, request -> request.contains("GHOST"));
        assertThatAway(() -> redis.<Long>call("test", c -> c.incr("GHOST")));
        proxy.down();
        assertThatAway(() -> redis.<Long>call("test", c -> c.incr("GHOST")));
        proxy.up();
        awaitReconnect();

        // Once: the server had it before its answer was lost. Neither was repeated.
        assertThat(redis.<String>call("test", c -> c.get("GHOST"))).isEqualTo("1");
    }

    @Test
    void aFirstConnectionThatFailedIsNotTriedAgainAtOnce() throws Exception {
        proxy.down();
        try (RedisStores patient =
                open(
                        new RedisOptions(
                                Duration.ofMillis(500),
                                Duration.ofMillis(50),
                                Duration.ofHours(1)))) {
            assertThatAway(patient::version);
            proxy.up();
            assertThatAway(patient::version);
        }
    }

    @Test
    void aClosedStoreIsAway() {
        redis.close();

        assertThatAway(redis::version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mongodb://:s3cret@h", "redis://:s3cret@h:99999999", "redis://"})
    void aConnectionStringThatIsNoneIsRefusedWithoutRepeatingIt(String uri) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> RedisStores.open(uri))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.BAD_SETTING);
                            assertThat(e).hasNoCause();
                        });
    }

    @Test
    void aClaimIsGrantedOncePerCompany() {
        Leases leases = new Leases(redis);

        assertThat(leases.claim(ACME, "order 7")).isTrue();
        assertThat(leases.claim(ACME, "order 7")).isFalse();
        assertThat(leases.claim(BETA, "order 7")).isTrue();
        proxy.down();
        assertThatAway(() -> leases.claim(ACME, "order 8"));
    }

    @Test
    void workIsDoneOnceForItsKeyAndAgainWhenItFailedOrRedisIsAway() {
        Leases leases = new Leases(redis);
        List<String> done = new ArrayList<>();
        Runnable work = () -> done.add("done");

        assertThat(leases.once(ACME, "order 9", work)).isEqualTo(Leases.Once.DONE);
        assertThat(leases.once(ACME, "order 9", work)).isEqualTo(Leases.Once.REPEATED);
        assertThat(done).hasSize(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () ->
                                leases.once(
                                        ACME,
                                        "order 10",
                                        () -> {
                                            throw new IllegalStateException("not now");
                                        }));
        assertThat(leases.once(ACME, "order 10", work)).isEqualTo(Leases.Once.DONE);
        proxy.down();
        assertThat(leases.once(ACME, "order 9", work)).isEqualTo(Leases.Once.UNGUARDED);
        assertThat(done).hasSize(3);
    }

    @Test
    void aLockHasOneHolderUntilItIsReleasedOrLost() {
        Leases leases = new Leases(redis);
        Duration lease = Duration.ofMinutes(1);
        Leases.Lock lock = leases.tryLock(ACME, "import", lease).orElseThrow();

        assertThat(leases.tryLock(ACME, "import", lease)).isEmpty();
        assertThat(leases.tryLock(BETA, "import", lease)).isPresent();
        assertThat(lock.renew()).isTrue();
        assertThat(lock.release()).isTrue();
        assertThat(lock.release()).isFalse();
        assertThat(lock.renew()).isFalse();
        assertThat(leases.tryLock(ACME, "import", lease)).isPresent();
    }

    private long queued() {
        return mongo.platform()
                .collection(PLATFORM, PlatformName.CACHE_INVALIDATIONS)
                .count(new Document());
    }

    private void awaitReconnect() throws InterruptedException {
        CountDownLatch pause = new CountDownLatch(1);
        for (int attempt = 0; attempt < 1_200; attempt++) {
            try {
                redis.version();
                return;
            } catch (NightshiftException away) {
                assertThat(pause.await(50, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
        redis.version();
    }

    private static void assertThatAway(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.REDIS_UNAVAILABLE));
    }
}

package dev.nightshift.platform.companies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class CompaniesIT {
    private static final PlatformContext PLATFORM = new PlatformContext("r-1", "test", "tester");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId DEMO = new CompanyId("demo");
    private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final TenantCache cache = new TenantCache(redis, mongo.platform());
    private Instant now = START.plusNanos(123);
    private final Companies companies = new Companies(mongo.platform(), cache, () -> now);

    @AfterEach
    void tearDown() {
        redis.close();
        mongo.close();
    }

    @Test
    void whatIsAddedIsShownListedAndActive() {
        Company added = companies.add(PLATFORM, ACME, " Acme Inc. ", Region.of(" de "));

        assertThat(added)
                .isEqualTo(
                        new Company(
                                ACME,
                                "Acme Inc.",
                                new Region("DE"),
                                CompanyStatus.ACTIVE,
                                START,
                                START));
        companies.add(PLATFORM, new CompanyId("aaa"), "First", Region.DEFAULT);
        assertThat(companies.show(PLATFORM, ACME)).isEqualTo(added);
        assertThat(companies.requireActive(PLATFORM.in(ACME))).isEqualTo(added);
        assertThat(companies.requireActive(PLATFORM.in(ACME))).isEqualTo(added);
        assertThat(companies.list(PLATFORM))
                .extracting(company -> company.id().value())
                .containsExactly("aaa", "acme");
    }

    @Test
    void aCompanyIsAddedOnce() {
        companies.add(PLATFORM, ACME, "Acme", Region.DEFAULT);

        assertThatFails(
                FailureCode.COMPANY_EXISTS,
                () -> companies.add(PLATFORM, ACME, "Other", Region.DEFAULT));
        assertThat(companies.show(PLATFORM, ACME).name()).isEqualTo("Acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb"})
    void aCompanyNeedsAName(String name) {
        assertThatFails(
                FailureCode.USAGE, () -> companies.add(PLATFORM, ACME, name, Region.DEFAULT));
        assertThatFails(
                FailureCode.USAGE,
                () -> companies.add(PLATFORM, ACME, "x".repeat(201), Region.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USA", "XX", "1"})
    void aRegionIsOneOfTheIso3166(String code) {
        assertThatFails(FailureCode.USAGE, () -> Region.of(code));
        assertThat(Region.of("gb")).hasToString("GB");
    }

    @Test
    void aSuspendedCompanyTakesNoWorkUntilItIsResumed() {
        companies.add(PLATFORM, ACME, "Acme", Region.DEFAULT);
        companies.requireActive(PLATFORM.in(ACME));
        now = START.plusSeconds(60);

        assertThat(companies.suspend(PLATFORM, ACME).updatedAt()).isEqualTo(now);
        assertThatFails(
                FailureCode.COMPANY_SUSPENDED, () -> companies.requireActive(PLATFORM.in(ACME)));
        now = START.plusSeconds(120);
        assertThat(companies.suspend(PLATFORM, ACME).updatedAt()).isEqualTo(START.plusSeconds(60));
        assertThat(companies.resume(PLATFORM, ACME).isActive()).isTrue();
        assertThat(companies.requireActive(PLATFORM.in(ACME)).updatedAt()).isEqualTo(now);
    }

    @Test
    void anUnknownCompanyIsNotFoundAndNothingIsSaidOfOthers() {
        companies.add(PLATFORM, new CompanyId("acme2"), "Acme Two", Region.DEFAULT);

        for (ThrowingCallable call :
                new ThrowingCallable[] {
                    () -> companies.show(PLATFORM, ACME),
                    () -> companies.suspend(PLATFORM, ACME),
                    () -> companies.resume(PLATFORM, ACME),
                    () -> companies.requireActive(PLATFORM.in(ACME))
                }) {
            assertThatFails(FailureCode.COMPANY_NOT_FOUND, call);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "{\"_id\": \"beta\", \"name\": \"B\", \"region\": \"US\", \"status\": \"ACTIVE\","
                        + " \"createdAt\": {\"$date\": 0}, \"updatedAt\": {\"$date\": 0}}"
            })
    void whatAnotherWroteIntoTheCacheIsPassedOver(String cached) {
        Company added = companies.add(PLATFORM, ACME, "Acme", Region.DEFAULT);
        cache.company(PLATFORM.in(ACME), () -> Optional.of(cached));

        assertThat(companies.requireActive(PLATFORM.in(ACME))).isEqualTo(added);
    }

    @Test
    void theFirstStartAddsDemoHoweverManyStartAtOnce() {
        long added;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            added =
                    IntStream.range(0, 20)
                            .mapToObj(n -> threads.submit(() -> companies.ensureDemo(PLATFORM)))
                            .toList()
                            .stream()
                            .filter(CompaniesIT::result)
                            .count();
        }

        assertThat(added).isEqualTo(1);
        assertThat(companies.list(PLATFORM))
                .singleElement()
                .satisfies(demo -> assertThat(demo.id()).isEqualTo(DEMO));
    }

    private static boolean result(java.util.concurrent.Future<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDemoThatWasSuspendedOrRemovedDoesNotComeBack() {
        companies.ensureDemo(PLATFORM);
        companies.suspend(PLATFORM, DEMO);

        assertThat(companies.ensureDemo(PLATFORM)).isFalse();
        assertThat(companies.show(PLATFORM, DEMO).isActive()).isFalse();

        mongo.platform()
                .collection(PLATFORM, PlatformName.COMPANIES)
                .deleteMany(new Document("_id", "demo"));
        assertThat(companies.ensureDemo(PLATFORM)).isFalse();
        assertThat(companies.list(PLATFORM)).isEmpty();
    }

    @Test
    void aDatabaseThatHasCompaniesGetsNoDemo() {
        companies.add(PLATFORM, ACME, "Acme", Region.DEFAULT);

        assertThat(companies.ensureDemo(PLATFORM)).isFalse();
        assertThat(companies.list(PLATFORM)).hasSize(1);
    }

    private static void assertThatFails(FailureCode code, ThrowingCallable call) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(call)
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.message() + e.hint()).doesNotContain("acme2", "Two");
                        });
    }
}

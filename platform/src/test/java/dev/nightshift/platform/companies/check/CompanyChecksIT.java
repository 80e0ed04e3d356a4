package dev.nightshift.platform.companies.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.companies.check.CompanyVerdict.Problem;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RedisWire;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

@Timeout(60)
class CompanyChecksIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r-1", "test", "tester");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final TenantCache cache = new TenantCache(redis, mongo.platform());
    private final Companies companies =
            new Companies(mongo.platform(), cache, InstantSource.system());
    private final CompanyChecks checks =
            new CompanyChecks(companies, mongo, cache, InstantSource.system());

    @BeforeEach
    void add() {
        companies.add(CONTEXT, ACME, "Acme", Region.DEFAULT);
        companies.add(CONTEXT, BETA, "Beta", Region.DEFAULT);
    }

    @AfterEach
    void close() {
        redis.close();
        mongo.close();
    }

    private void change(Document update) {
        mongo.platform()
                .collection(CONTEXT, PlatformName.COMPANIES)
                .updateOne(new Document("_id", "acme"), update, Repeat.SAFE);
    }

    @Test
    void companiesThatCanBeWorkedForHaveNoProblem() {
        mongo.tenants().collection(CONTEXT.in(ACME), "leads").insertOne(new Document("n", 1));

        assertThat(checks.all(CONTEXT))
                .extracting(verdict -> verdict.company().id())
                .containsExactly(ACME, BETA);
        assertThat(checks.all(CONTEXT)).allMatch(verdict -> verdict.problems().isEmpty());
    }

    @Test
    void keysThatNobodyLookedAtForTwoDaysAreNotedAndAreNoProblem() {
        Instant now = Instant.parse("2026-01-03T00:00:00Z");
        KeyHealthLedger ledger = new KeyHealthLedger(mongo.platform());
        ledger.write(
                CONTEXT,
                Map.of(
                        ACME,
                        new KeyHealth(now.minus(Duration.ofHours(47)), Map.of()),
                        BETA,
                        new KeyHealth(now.minus(Duration.ofHours(49)), Map.of())));
        CompanyId added = new CompanyId("gamma");
        companies.add(CONTEXT, added, "Gamma", Region.DEFAULT);
        CompanyChecks then = new CompanyChecks(companies, mongo, cache, () -> now);

        assertThat(then.all(CONTEXT)).allMatch(verdict -> verdict.problems().isEmpty());
        assertThat(then.one(CONTEXT, ACME).notes()).isEmpty();
        assertThat(then.one(CONTEXT, BETA).notes())
                .singleElement()
                .satisfies(
                        note ->
                                assertThat(note.detail())
                                        .startsWith("last looked at 2025-12-31T23:00:00Z, more"));
        assertThat(then.one(CONTEXT, added).notes())
                .singleElement()
                .satisfies(note -> assertThat(note.detail()).startsWith("not looked at yet"));
    }

    @Test
    void aRecordWithGapsIsNamedTakesNoWorkAndKeepsNobodyElseFromIt() {
        change(
                new Document("$unset", new Document("region", "").append("settings", ""))
                        .append(
                                "$set",
                                new Document("createdAt", "yesterday").append("name", " ")));

        assertThat(checks.one(CONTEXT, ACME).problems())
                .containsExactly(
                        new Problem(
                                "settings",
                                "its record lacks a usable name, region, settings, createdAt; it"
                                        + " takes no work until that is mended"));
        assertThat(checks.one(CONTEXT, BETA).problems()).isEmpty();
        assertThat(companies.list(CONTEXT)).filteredOn(Company::isActive).hasSize(1);
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> companies.requireActive(CONTEXT.in(ACME)))
                .withMessageContaining("suspended");
        assertThat(companies.requireActive(CONTEXT.in(BETA)).id()).isEqualTo(BETA);
    }

    @Test
    void anUnknownStatusOrRegionIsNamed() {
        change(new Document("$set", new Document("region", "Atlantis").append("status", "ASLEEP")));

        assertThat(checks.one(CONTEXT, ACME).problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.detail()).contains("usable region, status;"));
    }

    @Test
    void aCacheThatHoldsAnotherRecordIsFound() {
        var _ = companies.requireActive(CONTEXT.in(ACME));
        try (RedisWire wire = RedisWire.connect(stack.endpoints().redisUri())) {
            wire.call("SET", "company:acme", "{\"_id\":\"acme\",\"name\":\"Of yesterday\"}");
        }

        assertThat(checks.one(CONTEXT, ACME).problems())
                .extracting(Problem::check)
                .containsExactly("cache");
    }

    @Test
    void redisAwayIsAProblemOfEachCompanyAndNoFailure() {
        try (RedisStores away = RedisStores.open("redis://127.0.0.1:1")) {
            TenantCache none = new TenantCache(away, mongo.platform());

            assertThat(
                            new CompanyChecks(
                                            new Companies(
                                                    mongo.platform(), none, InstantSource.system()),
                                            mongo,
                                            none,
                                            InstantSource.system())
                                    .one(CONTEXT, ACME)
                                    .problems())
                    .extracting(Problem::check)
                    .contains("reachable");
        }
    }
}

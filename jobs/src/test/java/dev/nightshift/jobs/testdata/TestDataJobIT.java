package dev.nightshift.jobs.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.alerts.Alert;
import dev.nightshift.jobs.companies.PausedAtCheckpoint;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;

@Timeout(60)
class TestDataJobIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PlatformContext PLATFORM = new PlatformContext("r-1", "test", "tester");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");
    private static final String OK = "NIGHTSHIFT_TEST_DATA_RUN_OK";

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final TenantCache cache = new TenantCache(redis, mongo.platform());
    private final Companies companies = new Companies(mongo.platform(), cache, () -> NOW);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Runs runs =
            Runs.open(
                    stack.endpoints(),
                    List.of(
                            new TestDataJob(
                                    companies, mongo.tenants(), cache, this::tell, () -> NOW)),
                    this::tell);

    @BeforeEach
    void fill() {
        for (CompanyId id : List.of(ACME, BETA)) {
            companies.add(PLATFORM, id, id.value(), Region.DEFAULT);
            leads(id)
                    .insertMany(
                            List.of(
                                    new Document("phone", "+15550001111"),
                                    new Document("email", "a@example.com"),
                                    new Document("firstName", "[TEST] Ann"),
                                    new Document("phone", "+15046218927")));
        }
    }

    @AfterEach
    void close() {
        runs.close();
        redis.close();
        mongo.close();
    }

    private void tell(TenantContext company, Alert alert) {
        told.add("%s %s".formatted(company.company(), alert.code()));
    }

    private TenantCollection leads(CompanyId company) {
        return mongo.tenants().collection(PLATFORM.in(company), "leads");
    }

    private RunReport clean(@Nullable CompanyId company, boolean dryRun) {
        return TestDataJob.start(runs.starter(), PLATFORM, company, dryRun, RunListener.NONE);
    }

    @Test
    void eachCompanyGivesASignOfLifeWhenItIsDone() {
        RunReport run = clean(null, false);

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts())
                .containsEntry("companies", 2L)
                .containsEntry("found", 6L)
                .containsEntry("deleted", 6L);
        assertThat(leads(ACME).count(new Document())).isEqualTo(1);
        assertThat(told).containsExactly("acme " + OK, "beta " + OK, "nightshift " + OK);
    }

    @Test
    void whatWasDeletedBeforeAPauseStaysCounted() {
        List<Document> many = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            many.add(new Document("firstName", "[TEST] " + i));
        }
        leads(ACME).insertMany(many);
        TestDataJob job = new TestDataJob(companies, mongo.tenants(), cache, this::tell, () -> NOW);
        try (Runs paused =
                Runs.open(stack.endpoints(), List.of(new PausedAtCheckpoint(job, 2)), this::tell)) {
            RunReport rests =
                    TestDataJob.start(paused.starter(), PLATFORM, null, false, RunListener.NONE);

            assertThat(rests.state()).isEqualTo(RunState.PAUSED);
            assertThat(rests.counts())
                    .containsEntry("companies", 0L)
                    .containsEntry("found", 1_000L)
                    .containsEntry("deleted", 1_000L);
            assertThat(leads(ACME).count(new Document())).isEqualTo(504);

            RunReport done =
                    paused.starter().resume(rests.runId(), "tester", "r-2", RunListener.NONE);

            assertThat(done.counts())
                    .containsEntry("companies", 2L)
                    .containsEntry("found", 1_506L)
                    .containsEntry("deleted", 1_506L);
            assertThat(leads(ACME).count(new Document())).isEqualTo(1);
        }
    }

    @Test
    void oneCompanyGivesItOnce() {
        assertThat(clean(BETA, false).counts()).containsEntry("deleted", 3L);

        assertThat(leads(ACME).count(new Document())).isEqualTo(4);
        assertThat(told).containsExactly("beta " + OK);
    }

    @Test
    void documentsOfAProbeAtWorkStayAndThoseThatAKilledOneLeftAreCounted() {
        TenantCollection probes = mongo.tenants().collection(PLATFORM.in(ACME), "slo_probes");
        probes.insertMany(
                List.of(
                        new Document("_id", "old")
                                .append("updatedAt", Date.from(NOW.minus(Duration.ofHours(1)))),
                        new Document("_id", "young")
                                .append("updatedAt", Date.from(NOW.minus(Duration.ofMinutes(59)))),
                        new Document("_id", "undated")));

        assertThat(clean(null, true).counts()).containsEntry("probeDocuments", 2L);
        assertThat(clean(null, false).counts()).containsEntry("probeDocuments", 2L);

        assertThat(probes.find(new Document()))
                .extracting(each -> each.get("_id"))
                .containsExactly("young");
    }

    @Test
    void onlyALookAtTheSameCompaniesWithinAnHourAllowsIt() {
        assertRefused(null, Duration.ZERO);
        clean(ACME, true);
        clean(null, false);

        assertRefused(null, Duration.ZERO);
        assertRefused(BETA, Duration.ZERO);
        TestDataJob.requireLook(runs.registry(), ACME, soon(Duration.ofMinutes(55)));
        assertRefused(ACME, Duration.ofMinutes(61));

        clean(null, true);
        TestDataJob.requireLook(runs.registry(), null, soon(Duration.ZERO));
        assertRefused(BETA, Duration.ZERO);
    }

    private void assertRefused(@Nullable CompanyId company, Duration later) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> TestDataJob.requireLook(runs.registry(), company, soon(later)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.DRY_RUN_FIRST));
    }

    private static InstantSource soon(Duration later) {
        return InstantSource.offset(InstantSource.system(), later);
    }

    @Test
    void whatOnlyCountsIsNoSignOfLifeOfACompany() {
        RunReport run = clean(null, true);

        assertThat(run.counts()).containsEntry("found", 6L).containsEntry("deleted", 0L);
        assertThat(leads(ACME).count(new Document())).isEqualTo(4);
        assertThat(told).containsExactly("nightshift " + OK);
    }
}

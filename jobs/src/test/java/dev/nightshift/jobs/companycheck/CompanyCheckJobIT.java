package dev.nightshift.jobs.companycheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.companies.check.CompanyChecks;
import dev.nightshift.platform.companies.check.CompanyVerdict;
import dev.nightshift.platform.companies.check.CompanyVerdict.Problem;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RedisWire;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

@Timeout(60)
class CompanyCheckJobIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final String UNHEALTHY = "NIGHTSHIFT_COMPANY_CHECK_COMPANY_UNHEALTHY";

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final TenantCache cache = new TenantCache(redis, mongo.platform());
    private final Companies companies =
            new Companies(mongo.platform(), cache, InstantSource.system());
    private final Alerts alerts =
            Alerts.open(
                    stack.dataDir(),
                    mongo,
                    redis,
                    () -> RegistryLoader.shipped().registry(),
                    InstantSource.system());

    @AfterEach
    void close() {
        alerts.close();
        redis.close();
        mongo.close();
    }

    @Test
    void aCompanyThatIsNotAsItShouldBeIsToldOnceAndOnceThatItIsAgain() throws Exception {
        var _ = companies.add(CONTEXT, ACME, "Acme", new Region("US"));
        var _ = companies.add(CONTEXT, new CompanyId("beta"), "Beta", new Region("US"));
        var _ = companies.add(CONTEXT, new CompanyId("gone"), "Gone", new Region("US"));
        var _ = companies.suspend(CONTEXT, new CompanyId("gone"));
        try (RedisWire wire = RedisWire.connect(stack.endpoints().redisUri())) {
            wire.call("SET", "company:acme", "{\"_id\": \"acme\", \"name\": \"Of old\"}");
            RunReport first = run();

            assertThat(first.counts())
                    .containsEntry("companies", 2L)
                    .containsEntry("healthy", 1L)
                    .containsEntry("unhealthy", 1L)
                    .containsEntry("cache", 1L)
                    .containsEntry("isolation", 0L);
            assertThat(open())
                    .singleElement()
                    .satisfies(
                            alert ->
                                    assertThat(alert.getString("message"))
                                            .isEqualTo(
                                                    "The company acme is not as it should be:"
                                                        + " cache: Redis holds another record of it"
                                                        + " than MongoDB. See: nightshift companies"
                                                        + " check acme"));
            wire.call("DEL", "company:acme");
        }
        assertThat(run().counts()).containsEntry("healthy", 2L).containsEntry("unhealthy", 0L);

        assertThat(open()).isEmpty();
        assertThat(codes(ACME)).contains("NIGHTSHIFT_COMPANY_CHECK_COMPANY_RECOVERED");
        assertThat(codes(new CompanyId("beta")))
                .contains("NIGHTSHIFT_COMPANY_CHECK_RUN_OK")
                .doesNotContain("NIGHTSHIFT_COMPANY_CHECK_COMPANY_RECOVERED");
    }

    @Test
    void aDocumentOfAnotherIsToldApartAndLouder() throws Exception {
        var company = companies.add(CONTEXT, ACME, "Acme", new Region("US"));
        List<Problem> problems = List.of(new Problem("isolation", "leads shows others"));
        RunReport report = run((context, some) -> List.of(new CompanyVerdict(company, problems)));

        assertThat(report.counts()).containsEntry("isolation", 1L);
        assertThat(
                        alerts.store()
                                .list(
                                        CONTEXT.in(ACME),
                                        new Document(
                                                "code",
                                                "NIGHTSHIFT_COMPANY_CHECK_COMPANY_NOT_ISOLATED"),
                                        0))
                .singleElement()
                .satisfies(alert -> assertThat(alert).containsEntry("severity", "CRITICAL"));
    }

    private RunReport run() throws Exception {
        return run(new CompanyChecks(companies, mongo, cache, InstantSource.system())::check);
    }

    private RunReport run(BiFunction<PlatformContext, List<Company>, List<CompanyVerdict>> checks)
            throws Exception {
        CompanyCheckJob job = new CompanyCheckJob(companies, checks, alerts.store(), alerts);
        try (Runs runs = Runs.open(stack.endpoints(), List.of(job), alerts)) {
            RunReport report =
                    runs.starter().start(CompanyCheckJob.request(CONTEXT), RunListener.NONE);
            assertThat(report.state()).isEqualTo(RunState.COMPLETED);
            assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
            return report;
        }
    }

    private List<Document> open() {
        return alerts.store()
                .list(
                        CONTEXT.in(ACME),
                        new Document("code", UNHEALTHY)
                                .append("openKey", new Document("$exists", true)),
                        0);
    }

    private List<String> codes(CompanyId company) {
        return alerts.store().list(CONTEXT.in(company), new Document(), 0).stream()
                .map(alert -> alert.getString("code"))
                .toList();
    }
}

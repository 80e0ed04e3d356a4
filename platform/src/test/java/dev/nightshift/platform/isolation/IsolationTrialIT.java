package dev.nightshift.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.InstantSource;
import java.util.List;

@Timeout(60)
class IsolationTrialIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");
    private static final CompanyId OWNER = new CompanyId("nightshift-isolation-a");

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final TenantCache cache = new TenantCache(redis, mongo.platform());
    private final Companies companies =
            new Companies(mongo.platform(), cache, InstantSource.system());

    @AfterEach
    void close() {
        redis.close();
        mongo.close();
    }

    @Test
    void everyDoorHoldsAndNothingIsLeft() {
        IsolationTrial trial = new IsolationTrial(companies, mongo, redis, cache);

        for (int times = 0; times < 2; times++) {
            IsolationReport report = trial.run(CONTEXT);
            assertThat(report.findings()).isEmpty();
            assertThat(report.doors()).isEqualTo(77);
        }
        for (String name : List.of("leads", "imports", "alerts")) {
            assertThat(mongo.tenants().collection(CONTEXT.in(OWNER), name).count(new Document()))
                    .isZero();
        }
    }

    @Test
    void aCompanyThatReachesEverythingIsFoundAtEachKindOfDoor() {
        IsolationReport report =
                new IsolationTrial(companies, mongo, redis, cache, OWNER).run(CONTEXT);

        assertThat(report.findings())
                .extracting(IsolationFinding::door)
                .contains(
                        "leads: find all",
                        "leads: find by id",
                        "leads: find one",
                        "leads: count",
                        "leads: stream",
                        "leads: find by company",
                        "leads: update one",
                        "leads: update many",
                        "leads: update in bulk",
                        "leads: find and update",
                        "leads: delete one",
                        "leads: as it was",
                        "cache: company",
                        "cache: flag",
                        "cache: session",
                        "cache: clearing another's",
                        "keys: idempotency",
                        "keys: lock",
                        "keys: alert");
    }

    @Test
    void whatAKilledTrialLeftIsRemoved() {
        var left = mongo.tenants().collection(CONTEXT.in(OWNER), "leads");
        assertThat(left.insertOne(new Document("testData", "left"))).isTrue();

        assertThat(new IsolationTrial(companies, mongo, redis, cache).run(CONTEXT).findings())
                .isEmpty();
        assertThat(left.count(new Document())).isZero();
    }

    @Test
    void aCompanyOfThatNameIsNotTouched() {
        var _ = companies.add(CONTEXT, OWNER, "Real", new Region("US"));
        var leads = mongo.tenants().collection(CONTEXT.in(OWNER), "leads");
        assertThat(leads.insertOne(new Document("phone", "+12025550143"))).isTrue();

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> new IsolationTrial(companies, mongo, redis, cache).run(CONTEXT))
                .satisfies(
                        refused ->
                                assertThat(refused.code()).isEqualTo(FailureCode.COMPANY_EXISTS));
        assertThat(leads.count(new Document())).isEqualTo(1);
    }
}

package dev.nightshift.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.companies.PausedAtCheckpoint;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Timeout(120)
class RetentionJobIT {
    private static final Instant NOW = Instant.parse("2026-06-01T03:00:00Z");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final List<String> told = new ArrayList<>();
    private final Companies companies =
            new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);
    private final AlertStore store = new AlertStore(mongo.tenants(), () -> NOW);
    private final Retained broken = new Broken();
    private final Runs runs =
            Runs.open(
                    stack.endpoints(),
                    List.of(
                            new RetentionJob(
                                    companies,
                                    List.of(broken, new RetainedAlerts(store)),
                                    (company, alert) ->
                                            told.add(company.companyId() + " " + alert.code()))));

    /** Fails for one company. */
    private static final class Broken implements Retained {
        private @Nullable String company;
        private RuntimeException failure = new IllegalStateException("cannot be deleted");

        @Override
        public String name() {
            return "others";
        }

        @Override
        public long count(TenantContext of) {
            return delete(of, 1);
        }

        @Override
        public long delete(TenantContext of, int limit) {
            if (of.companyId().equals(company)) {
                throw failure;
            }
            return 0;
        }
    }

    @BeforeEach
    void fill() {
        companies.add(context(), ACME, "Acme", Region.DEFAULT);
        companies.add(context(), BETA, "Beta", Region.DEFAULT);
    }

    @AfterEach
    void close() {
        runs.close();
        redis.close();
        mongo.close();
    }

    private static PlatformContext context() {
        return new PlatformContext(UUID.randomUUID().toString(), "test", "alice");
    }

    private void alert(CompanyId company, String severity, int seenDays, int resolvedDays) {
        Document alert =
                new Document("_id", UUID.randomUUID().toString())
                        .append("severity", severity)
                        .append("lastAt", ago(seenDays))
                        .append("updatedAt", ago(seenDays));
        if (resolvedDays >= 0) {
            alert.append("resolution", new Document("at", ago(resolvedDays)));
        }
        mongo.tenants().collection(context().in(company), AlertStore.COLLECTION).insertOne(alert);
    }

    private static Date ago(int days) {
        // An hour more or less than the bound itself.
        return Date.from(NOW.minus(Duration.ofDays(days)).minus(Duration.ofHours(1)));
    }

    private List<String> left(CompanyId company) {
        return store.list(context().in(company), new Document(), 0).stream()
                .map(
                        alert ->
                                alert.getString("severity")
                                        + " "
                                        + Duration.between(alert.getDate("lastAt").toInstant(), NOW)
                                                .toDays())
                .sorted()
                .toList();
    }

    private RunReport run(boolean dryRun, @Nullable CompanyId company) {
        return RetentionJob.run(
                runs.starter(), context(), Optional.ofNullable(company), dryRun, RunListener.NONE);
    }

    @Test
    void whatIsOpenIsKeptAndTheRestAsLongAsTheTableSays() {
        alert(ACME, "CRITICAL", 4_000, -1);
        alert(ACME, "WARNING", 4_001, -1);
        alert(ACME, "CRITICAL", 200, 89);
        alert(ACME, "WARNING", 201, 90);
        alert(ACME, "CRITICAL", 202, 91);
        alert(ACME, "INFO", 59, -1);
        alert(ACME, "INFO", 60, -1);
        alert(ACME, "INFO", 31, 29);
        alert(ACME, "INFO", 32, 30);

        RunReport report = run(false, null);

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.counts())
                .containsEntry("companies", 2L)
                .containsEntry("alerts", 4L)
                .containsEntry("deleted", 4L)
                .containsEntry("failed", 0L);
        assertThat(left(ACME))
                .containsExactly(
                        "CRITICAL 200", "CRITICAL 4000", "INFO 31", "INFO 59", "WARNING 4001");
        assertThat(told)
                .containsExactly(
                        "acme NIGHTSHIFT_RETENTION_RUN_OK", "beta NIGHTSHIFT_RETENTION_RUN_OK");
    }

    @Test
    void aDryRunCountsTheSameAndDeletesAndTellsNothing() {
        alert(ACME, "INFO", 100, -1);
        alert(BETA, "WARNING", 100, 100);

        assertThat(run(true, null).counts()).containsEntry("alerts", 2L);
        assertThat(left(ACME)).hasSize(1);
        assertThat(left(BETA)).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void oneCompanyIsOneCompany() {
        alert(ACME, "INFO", 100, -1);
        alert(BETA, "INFO", 100, -1);

        assertThat(run(false, BETA).counts())
                .containsEntry("companies", 1L)
                .containsEntry("alerts", 1L);
        assertThat(left(ACME)).hasSize(1);
        assertThat(left(BETA)).isEmpty();
    }

    @Test
    void aCompanyThatFailsIsToldAndKeepsNoOtherFromItsTurn() {
        ((Broken) broken).company = "acme";
        alert(ACME, "INFO", 100, -1);
        alert(BETA, "INFO", 100, -1);

        RunReport report = run(false, null);

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.counts()).containsEntry("failed", 1L).containsEntry("alerts", 1L);
        assertThat(report.artefacts()).containsEntry("failed/acme", "INTERNAL");
        assertThat(told)
                .containsExactly(
                        "acme NIGHTSHIFT_RETENTION_RUN_FAILED", "beta NIGHTSHIFT_RETENTION_RUN_OK");
    }

    @Test
    void aStoreThatIsAwayEndsItForAllInsteadOfFailingCompanyByCompany() {
        ((Broken) broken).company = "acme";
        ((Broken) broken).failure =
                new NightshiftException(
                        FailureCode.MONGODB_UNAVAILABLE, "MongoDB does not answer.", "Wait.");

        RunReport report = run(false, null);

        assertThat(report.state()).isEqualTo(RunState.FAILED);
        assertThat(report.failureCode()).isEqualTo("MONGODB_UNAVAILABLE");
        assertThat(report.counts().getOrDefault("failed", 0L)).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasDeletedBeforeAPauseStaysCountedAndIsTold() {
        for (int i = 0; i < 5; i++) {
            alert(ACME, "INFO", 100, -1);
        }
        List<String> messages = new ArrayList<>();
        RetentionJob job =
                new RetentionJob(
                        companies,
                        List.of(new RetainedAlerts(store), broken),
                        (company, alert) -> messages.add(alert.message()));
        try (Runs paused = Runs.open(stack.endpoints(), List.of(new PausedAtCheckpoint(job, 2)))) {
            RunReport rests =
                    RetentionJob.run(
                            paused.starter(),
                            context(),
                            Optional.of(ACME),
                            false,
                            RunListener.NONE);

            assertThat(rests.state()).isEqualTo(RunState.PAUSED);
            assertThat(rests.counts())
                    .containsEntry("companies", 0L)
                    .containsEntry("alerts", 5L)
                    .containsEntry("deleted", 5L);
            assertThat(left(ACME)).isEmpty();

            RunReport done =
                    paused.starter().resume(rests.runId(), "tester", "r-2", RunListener.NONE);

            assertThat(done.counts())
                    .containsEntry("companies", 1L)
                    .containsEntry("alerts", 5L)
                    .containsEntry("deleted", 5L);
            assertThat(messages)
                    .containsExactly("5 records that were kept long enough are deleted.");
        }
    }

    @Test
    void manyAreDeletedInBatches() {
        List<Document> old = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            old.add(
                    new Document("_id", "old-" + i)
                            .append("severity", "INFO")
                            .append("lastAt", ago(100)));
        }
        assertThat(
                        mongo.tenants()
                                .collection(context().in(ACME), AlertStore.COLLECTION)
                                .insertMany(old)
                                .isComplete())
                .isTrue();

        assertThat(store.deleteOld(context().in(ACME), 1_000)).isEqualTo(1_000);
        assertThat(run(false, ACME).counts()).containsEntry("alerts", 1_500L);
    }
}

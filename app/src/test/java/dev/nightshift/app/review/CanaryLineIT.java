package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A backfill whose run failed is told of, whichever way it was going. */
@Timeout(60)
class CanaryLineIT {
    private static final String ID = "M20261119_NormaliseLeadPhones";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");

    /** The number of a run that failed. */
    private static final long FAILED = 7;

    @Test
    void a_rollback_that_failed_is_red_for_all_companies_and_for_one() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
                Runs runs = Runs.open(stack.endpoints(), List.of())) {
            Companies companies =
                    new Companies(
                            mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);
            BackfillDesk desk =
                    new BackfillDesk(
                            Catalogue.shipped(), mongo, companies, runs.registry(), () -> NOW);
            MigrationLedger ledger = new MigrationLedger(mongo.platform(), () -> NOW);
            JdbcClient jdbc = JdbcClient.create(runs.store().dataSource());
            RunQueries queries = new RunQueries(jdbc);
            jdbc.sql(
                            "INSERT INTO ns_run (run_id, job, instance_key, state, attempt,"
                                    + " started_by, request_id, parameters, queued_at, started_at,"
                                    + " ended_at, ran_ms, counts, done, artefacts) VALUES (:id,"
                                    + " 'backfill', 'leads', 'FAILED', 1, 't', 'r', :own, :at, :at,"
                                    + " :at, 1, '{}', 1, '{}')")
                    .param("id", FAILED)
                    .param("own", "{\"migration\":\"%s\"}".formatted(ID))
                    .param("at", NOW.atOffset(ZoneOffset.UTC))
                    .update();

            ledger.change(
                    CONTEXT,
                    ID,
                    record -> record.at(FAILED).in(MigrationState.ROLLING_BACK, 2, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(
                            ReviewLine.red(
                                    "canary",
                                    "%s is being rolled back, and its run %d failed"
                                            .formatted(ID, FAILED),
                                    "nightshift backfill list"));

            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.COMPLETE, 2, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(
                            ReviewLine.red(
                                    "canary",
                                    "%s is complete, and its run %d, a rollback, failed"
                                            .formatted(ID, FAILED),
                                    "nightshift backfill list"));

            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.CANCELLED, 2, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .as("its own run failed, and nobody wants it any more")
                    .isEqualTo(ReviewLine.green("canary", "no backfill is under way"));
            jdbc.sql("UPDATE ns_run SET parameters = :rollback")
                    .param("rollback", "{\"migration\":\"%s\",\"mode\":\"ROLLBACK\"}".formatted(ID))
                    .update();
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(
                            ReviewLine.red(
                                    "canary",
                                    "%s was cancelled, and its run %d, a rollback, failed"
                                            .formatted(ID, FAILED),
                                    "nightshift backfill list"));

            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.ROLLED_BACK, 0, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(ReviewLine.green("canary", "no backfill is under way"));
        }
    }
}

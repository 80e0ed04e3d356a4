package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.BackfillDesk;
import dev.nightshift.jobs.runs.JobDefinition;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.job.Job;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.List;

/** A backfill whose run failed is told of, whichever way it was going. */
@Timeout(60)
class CanaryLineIT {
    private static final String ID = "M20261119_NormaliseLeadPhones";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");

    /** A run that fails. */
    private static final JobDefinition FAILING =
            new JobDefinition() {
                @Override
                public String name() {
                    return "failing";
                }

                @Override
                public Job job(RunHandle run) {
                    throw new NightshiftException(FailureCode.BACKFILL_STATE, "It fails.", "");
                }
            };

    @Test
    void a_rollback_that_failed_is_red_for_all_companies_and_for_one() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
                Runs runs = Runs.open(stack.endpoints(), List.of(FAILING))) {
            Companies companies =
                    new Companies(
                            mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);
            BackfillDesk desk =
                    new BackfillDesk(
                            Catalogue.shipped(), mongo, companies, runs.registry(), () -> NOW);
            MigrationLedger ledger = new MigrationLedger(mongo.platform(), () -> NOW);
            RunQueries queries = new RunQueries(JdbcClient.create(runs.store().dataSource()));
            RunReport failed =
                    runs.starter()
                            .start(
                                    RunRequest.forPlatform("failing", CONTEXT, "leads"),
                                    RunListener.NONE);
            assertThat(failed.state()).isEqualTo(RunState.FAILED);

            ledger.change(
                    CONTEXT,
                    ID,
                    record -> record.at(failed.runId()).in(MigrationState.ROLLING_BACK, 2, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(
                            ReviewLine.red(
                                    "canary",
                                    "%s is being rolled back, and its run %d failed"
                                            .formatted(ID, failed.runId()),
                                    "nightshift backfill list"));

            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.COMPLETE, 2, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(
                            ReviewLine.red(
                                    "canary",
                                    "%s is complete, and its run %d, a rollback, failed"
                                            .formatted(ID, failed.runId()),
                                    "nightshift backfill list"));

            ledger.change(CONTEXT, ID, record -> record.in(MigrationState.ROLLED_BACK, 0, ""));
            assertThat(new CanaryLine(desk, queries, CONTEXT).get())
                    .isEqualTo(ReviewLine.green("canary", "no backfill is under way"));
        }
    }
}

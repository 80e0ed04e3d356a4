package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.jobs.csvimport.CsvImportJob;
import dev.nightshift.jobs.csvimport.ImportUndoJob;
import dev.nightshift.jobs.heartbeatsweep.HeartbeatSweepJob;
import dev.nightshift.jobs.registryvalidation.RegistryValidationJob;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.job.Job;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Whatever ends badly raises its alert, for the company or, when it has none, for the service. */
@Timeout(60)
class CriticalPathsIT {
    private static final PlatformContext PLATFORM = new PlatformContext("request-1", "test", "bob");
    private static final TenantContext DEMO = PLATFORM.in(new CompanyId("demo"));

    /** Has the name of a job and fails as jobs do. */
    private record Failing(String name) implements JobDefinition {
        @Override
        public Job job(RunHandle run) {
            throw new NightshiftException(FailureCode.DISK_FULL, "There is no room.", "Make room.");
        }
    }

    private interface Scene {
        void play(Runs runs, Alerts alerts) throws Exception;
    }

    private static void stage(String job, Scene scene) throws Exception {
        EmbeddedStack stores = EmbeddedStack.fresh();
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                redis,
                                () -> RegistryLoader.shipped().registry(),
                                InstantSource.system());
                Runs runs = Runs.open(stores.endpoints(), List.of(new Failing(job)), alerts)) {
            scene.play(runs, alerts);
        }
    }

    private static Document told(Alerts alerts, TenantContext context, String job)
            throws InterruptedException {
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
        String code =
                "NIGHTSHIFT_%s_RUN_FAILED"
                        .formatted(job.replace('-', '_').toUpperCase(Locale.ROOT));
        List<Document> found = alerts.store().list(context, new Document("code", code), 0);
        assertThat(found).as(code).hasSize(1);
        assertThat(found.getFirst().getList("flags", String.class)).isEmpty();
        assertThat(found.getFirst()).containsEntry("severity", "WARNING").containsKey("escalation");
        return found.getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CsvImportJob.NAME,
                ImportUndoJob.NAME,
                HeartbeatSweepJob.NAME,
                RegistryValidationJob.NAME,
                "alert-escalation",
                "backfill",
                "company-check",
                "isolation-test",
                "housekeeping",
                "key-cleanup",
                "retention",
                "slo-probe",
                "test-data",
                "webhook-redrive"
            })
    void aRunThatFailsRaisesItsAlert(String job) throws Exception {
        stage(
                job,
                (runs, alerts) -> {
                    runs.starter().start(RunRequest.forCompany(job, DEMO, "a"), RunListener.NONE);
                    runs.starter()
                            .start(RunRequest.forPlatform(job, PLATFORM, "b"), RunListener.NONE);

                    assertThat(told(alerts, DEMO, job).get("meta", Document.class))
                            .containsEntry("failureCode", "DISK_FULL");
                    assertThat(told(alerts, PLATFORM.service(), job).getString("message"))
                            .contains("DISK_FULL", "nightshift runs show");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {CsvImportJob.NAME, HeartbeatSweepJob.NAME})
    void aRunWhoseProcessDiedRaisesItsAlertWhenItIsFound(String job) throws Exception {
        stage(
                job,
                (runs, alerts) -> {
                    RunReport report =
                            runs.starter()
                                    .start(
                                            RunRequest.forPlatform(job, PLATFORM, "a"),
                                            RunListener.NONE);
                    JdbcClient.create(runs.store().dataSource())
                            .sql(
                                    "UPDATE ns_run SET state = 'RUNNING', lease_owner = 'gone',"
                                            + " process = 'host|elsewhere|1|1', lease_until ="
                                            + " CURRENT_TIMESTAMP - INTERVAL '1' SECOND,"
                                            + " company_id = 'demo'")
                            .update();

                    assertThat(runs.registry().show(report.runId()).failureCode())
                            .isEqualTo("RUN_DIED");
                    assertThat(told(alerts, DEMO, job).get("meta", Document.class))
                            .containsEntry("failureCode", "RUN_DIED");
                });
    }
}

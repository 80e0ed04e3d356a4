package dev.nightshift.jobs.sloprobe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.TestStores;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.jobs.sloprobe.results.SloDay;
import dev.nightshift.jobs.testdata.TestDataJob;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A probe that is killed leaves only what is marked, which the next one or a person takes away. */
@Timeout(120)
class SloProbeKillIT {
    @TempDir private Path folder;

    @Test
    void whatAKilledProbeLeftIsTakenAwayByTestDataCleanAndByTheRestart() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Endpoints real = stack.endpoints();
        Endpoints runs = TestStores.freshH2();
        Endpoints stores =
                new Endpoints(
                        real.mongodbUri(),
                        real.redisUri(),
                        runs.jdbcUrl(),
                        runs.jdbcUser(),
                        runs.jdbcPassword(),
                        "test stores");
        try (SloScene scene = new SloScene(stores, folder.resolve("mine"), Map.of())) {
            scene.add("acme");
            scene.only(SloProbeProcess.slow());
            Process child = child(stores);
            try {
                awaitLeads(scene, 20);
            } finally {
                child.destroyForcibly().waitFor();
            }

            RunRow dead = scene.runs.registry().list(RunFilter.newest(1)).getFirst();
            assertThat(scene.runs.registry().show(dead.runId()).failureCode())
                    .isEqualTo("RUN_DIED");
            assertThat(leads(scene)).isGreaterThanOrEqualTo(20);
            // A write of the other probe that was killed, and a lead that is nobody's test.
            assertThat(
                            scene.mongo
                                    .tenants()
                                    .collection(SloScene.in("acme"), "slo_probes")
                                    .insertOne(new Document("_id", "acme/7")))
                    .isTrue();
            assertThat(
                            scene.mongo
                                    .tenants()
                                    .collection(SloScene.in("acme"), "leads")
                                    .insertOne(new Document("email", "ann@real.org")))
                    .isTrue();

            RunReport cleaned =
                    TestDataJob.start(
                            scene.runs.starter(),
                            SloScene.PLATFORM,
                            SloScene.in("acme").company(),
                            false,
                            RunListener.NONE);

            assertThat(cleaned.counts().get("deleted")).isGreaterThanOrEqualTo(20);
            assertThat(leads(scene)).isEqualTo(1);
            assertThat(scene.documents("acme", "slo_probes")).isZero();

            Process again = child(stores);
            try {
                awaitLeads(scene, 20);
            } finally {
                again.destroyForcibly().waitFor();
            }
            scene.only(SloScene.share("leads", "lead-submit\nperSecond: 200", "answered", "0.99"));
            long second = scene.runs.registry().list(RunFilter.newest(1)).getFirst().runId();
            assertThat(scene.runs.registry().show(second).failureCode()).isEqualTo("RUN_DIED");

            RunReport restarted =
                    scene.runs.starter().restart(second, "alice", "request-2", RunListener.NONE);

            assertThat(restarted.state()).isEqualTo(RunState.COMPLETED);
            assertThat(restarted.counts()).containsEntry("pass", 1L).containsEntry("companies", 1L);
            assertThat(leads(scene)).isEqualTo(1);
            SloDay day =
                    scene.results.days(SloScene.in("acme"), "leads", LocalDate.EPOCH).getFirst();
            // The measurement that was killed counts for nothing.
            assertThat(day.total()).isEqualTo(150);
        }
    }

    private Process child(Endpoints stores) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SloProbeProcess.class.getName(),
                        stores.mongodbUri(),
                        stores.redisUri(),
                        stores.jdbcUrl(),
                        stores.jdbcUser(),
                        folder.resolve("child").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
    }

    private static long leads(SloScene scene) {
        return scene.documents("acme", "leads");
    }

    private static void awaitLeads(SloScene scene, long number) throws InterruptedException {
        CountDownLatch pause = new CountDownLatch(1);
        while (leads(scene) < number) {
            assertThat(pause.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}

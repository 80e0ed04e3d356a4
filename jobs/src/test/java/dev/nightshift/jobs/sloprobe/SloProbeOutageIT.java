package dev.nightshift.jobs.sloprobe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Probes go on when what they probe is away, and say so. */
@Timeout(300)
class SloProbeOutageIT {
    /** A MongoDB that was cut is given up after seconds and not after half a minute. */
    private static final MongoOptions IMPATIENT =
            new MongoOptions(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    32,
                    2,
                    Duration.ofMillis(100),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(2));

    private static int port(String uri) {
        return URI.create(uri).getPort();
    }

    private static Endpoints through(Endpoints real, String mongodb, String redis) {
        return new Endpoints(
                mongodb, redis, real.jdbcUrl(), real.jdbcUser(), real.jdbcPassword(), "proxied");
    }

    private static String moved(String uri, TcpProxy proxy) {
        return uri.replace(":" + port(uri), ":" + proxy.port());
    }

    @Test
    void withoutRedisTheCacheIsColdAndReadsGoOn() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Endpoints real = stack.endpoints();
        try (TcpProxy proxy = new TcpProxy(port(real.redisUri()));
                SloScene scene =
                        new SloScene(
                                through(real, real.mongodbUri(), moved(real.redisUri(), proxy)),
                                stack.dataDir(),
                                Map.of())) {
            scene.add("acme");
            scene.only(
                    SloScene.share("hits", "company-read", "hits", "0.7"),
                    SloScene.share("answered", "company-read", "answered", "0.99"));
            proxy.down();

            RunReport run = scene.probe();

            assertThat(run.counts()).containsEntry("breach", 1L).containsEntry("pass", 1L);
            Alert told = scene.told.getFirst();
            assertThat(told.code()).isEqualTo("NIGHTSHIFT_SLO_PROBE_CACHE_COLD");
            assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(told.message()).contains("0 of 150 requests came from the cache");

            proxy.up();
            scene.now = scene.now.plusSeconds(900);
            // Redis is connected again a moment later; a read of before may still have missed.
            RunReport again = scene.probe();
            assertThat(again.state()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void aDatabaseThatIsCutInTheMiddleIsToldAndTheNextRunGoesOnAndCleansUp() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Endpoints real = stack.endpoints();
        try (TcpProxy proxy = new TcpProxy(port(real.mongodbUri()));
                SloScene other = new SloScene(real, stack.dataDir().resolve("other"), Map.of());
                SloScene scene =
                        new SloScene(
                                through(real, moved(real.mongodbUri(), proxy), real.redisUri()),
                                stack.dataDir(),
                                Map.of(),
                                IMPATIENT)) {
            scene.add("acme");
            // Seven seconds and more, of which less than one is over when it is cut.
            scene.only(
                    SloScene.share("answered", "lead-submit\nperSecond: 20", "answered", "0.99"));
            CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(scene::probe);
            awaitLeads(other);
            proxy.down();
            RunReport run = running.get(180, TimeUnit.SECONDS);

            assertThat(run.artefacts())
                    .containsEntry("failed/acme/lead-submit", "MONGODB_UNAVAILABLE");
            assertThat(scene.told)
                    .extracting(Alert::code)
                    .contains("NIGHTSHIFT_SLO_PROBE_RUN_FAILED");
            assertThat(other.documents("acme", "leads")).isPositive();
            proxy.up();
            scene.only(
                    SloScene.share("answered", "lead-submit\nperSecond: 200", "answered", "0.99"));

            RunReport next = scene.probe();

            assertThat(next.counts()).containsEntry("failed", 0L).containsEntry("pass", 1L);
            assertThat(scene.documents("acme", "leads")).isZero();
            assertThat(
                            scene.results
                                    .latest(SloScene.in("acme"), "answered")
                                    .orElseThrow()
                                    .verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void aProbeThatIsStoppedEndsSoonCleansUpAndGoesOn() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        try (SloScene scene = new SloScene(stack.endpoints(), stack.dataDir(), Map.of())) {
            scene.add("acme");
            // A quarter of a minute, of which a second is over when it is stopped.
            scene.only(
                    SloScene.share("answered", "lead-submit\nperSecond: 10", "answered", "0.99"));
            CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(scene::probe);
            awaitLeads(scene);

            scene.runs.starter().stopAll(Duration.ofSeconds(20));
            RunReport stopped = running.get(60, TimeUnit.SECONDS);

            assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
            assertThat(scene.documents("acme", "leads")).isZero();
            assertThat(scene.results.latest(SloScene.in("acme"))).isEmpty();
            scene.only(
                    SloScene.share("answered", "lead-submit\nperSecond: 200", "answered", "0.99"));

            RunReport again =
                    scene.runs
                            .starter()
                            .restart(stopped.runId(), "alice", "request-2", RunListener.NONE);

            assertThat(again.state()).isEqualTo(RunState.COMPLETED);
            assertThat(again.counts()).containsEntry("companies", 1L).containsEntry("pass", 1L);
        }
    }

    private static void awaitLeads(SloScene scene) throws InterruptedException {
        java.util.concurrent.CountDownLatch pause = new java.util.concurrent.CountDownLatch(1);
        while (scene.mongo.tenants().collection(SloScene.in("acme"), "leads").count(new Document())
                < 10) {
            assertThat(pause.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}

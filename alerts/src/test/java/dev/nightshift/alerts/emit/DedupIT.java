package dev.nightshift.alerts.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.store.Totals;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Repeats are suppressed whether Redis is there, is taken away, or comes back. */
@Timeout(60)
class DedupIT {
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");
    private static final String NAME = "NOTES/EDITOR/NOTES_SAVE_DB_ERROR";

    /** A Redis that is there is not taken for one that is away because the machine is busy. */
    private static final RedisOptions PATIENT =
            new RedisOptions(Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofSeconds(1));

    private final EmbeddedStack stores = EmbeddedStack.fresh();
    private final URI server = URI.create(stores.endpoints().redisUri());
    private Instant now = Instant.parse("2026-03-01T02:00:00Z");
    private TcpProxy proxy;
    private RedisStores redis;

    DedupIT() throws IOException {
        proxy = new TcpProxy(server.getPort());
        redis = connect();
    }

    private RedisStores connect() {
        return RedisStores.open(
                server.toString().replace(":" + server.getPort(), ":" + proxy.port()),
                PATIENT,
                System::nanoTime);
    }

    @BeforeEach
    void warm() {
        assertThat(new AlertClaims(redis).claim(DEMO, "warm", 0, "t", Dedup.WINDOW)).isTrue();
    }

    @AfterEach
    void close() {
        redis.close();
        proxy.close();
    }

    private Dedup dedup() {
        return new Dedup(new AlertClaims(redis), () -> now, () -> {});
    }

    /** Until the circuit has forgotten the cut: it looks at the last ten calls. */
    private void awaitRedis() throws InterruptedException {
        RedisStores direct = redis;
        int answered = 0;
        for (int attempt = 0; attempt < 1_200 && answered < 10; attempt++) {
            try {
                direct.version();
                answered++;
            } catch (RuntimeException away) {
                answered = 0;
                var _ = new CountDownLatch(1).await(25, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(answered).as("Redis came back").isEqualTo(10);
    }

    @Test
    void whatWasToldBeforeTheCutIsARepeatDuringIt() {
        Dedup dedup = dedup();
        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "a")).isTrue();
        proxy.down();

        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "b")).isFalse();
        assertThat(dedup.passes(DEMO, NAME, Severity.CRITICAL, "c")).isTrue();
        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "d")).isFalse();
    }

    @Test
    void whatIsToldDuringTheCutIsARepeatDuringItAndAfterIt() throws Exception {
        Dedup dedup = dedup();
        proxy.down();
        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "a")).isTrue();
        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "b")).isFalse();
        proxy.up();
        awaitRedis();
        now = now.plusSeconds(30);

        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "c")).isFalse();
        assertThat(dedup.passes(DEMO, NAME, Severity.CRITICAL, "d")).isTrue();
        now = now.plusSeconds(61);
        assertThat(dedup.passes(DEMO, "another", Severity.WARNING, "e")).isTrue();
        assertThat(dedup().passes(DEMO, "another", Severity.WARNING, "f")).isFalse();
    }

    @Test
    void aMinuteLaterItIsToldAgainWithoutRedis() {
        Dedup dedup = dedup();
        proxy.down();
        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "a")).isTrue();
        now = now.plus(Dedup.WINDOW);

        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "b")).isTrue();
    }

    @Test
    void anotherCompanyIsNotSilenced() {
        Dedup dedup = dedup();
        proxy.down();
        assertThat(dedup.passes(DEMO, NAME, Severity.WARNING, "a")).isTrue();

        assertThat(
                        dedup.passes(
                                new TenantContext(new CompanyId("other"), "r", "f", "a"),
                                NAME,
                                Severity.WARNING,
                                "b"))
                .isTrue();
    }

    @Test
    void repeatsAreCountedOnTheFirstAcrossTheCut() throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                redis,
                                () -> RegistryLoader.shipped().registry(),
                                () -> now)) {
            send(alerts, Severity.WARNING);
            proxy.down();
            send(alerts, Severity.WARNING);
            send(alerts, Severity.CRITICAL);
            proxy.up();
            awaitRedis();
            send(alerts, Severity.CRITICAL);

            Document alert = alerts.store().list(DEMO, new Document(), 0).getFirst();
            assertThat(alert).containsEntry("severity", "CRITICAL");
            assertThat(alerts.store().totals(DEMO)).isEqualTo(new Totals(1, 1, 2, 2));
        }
    }

    private static void send(Alerts alerts, Severity severity) throws InterruptedException {
        alerts.sendAlert(DEMO, Alert.of("NOTES_SAVE_DB_ERROR", severity, "not saved"));
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
    }
}

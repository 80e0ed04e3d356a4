package dev.nightshift.alerts.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.heartbeats.HeartbeatState;
import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.store.Totals;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Alerts get into the record of any MongoDB as they are meant to. */
@Timeout(120)
class PipelineIT {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T02:00:00Z"));
    private static final TenantContext DEMO = context("demo");
    private static final String CODE = "NIGHTSHIFT_CSV_IMPORT_RUN_FAILED";

    private static TenantContext context(String company) {
        return new TenantContext(new CompanyId(company), "request-1", "test", "alice");
    }

    private static Alerts open(EmbeddedStack stores, MongoStores mongo, RedisStores redis) {
        return Alerts.open(
                stores.dataDir(), mongo, redis, () -> RegistryLoader.shipped().registry(), CLOCK);
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aSignOfLifeIsSeenWhereTheSweepLooksForIt(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri())) {
            try (Alerts alerts = open(stores, mongo, redis)) {
                alerts.sendAlert(
                        DEMO,
                        Alert.of("NIGHTSHIFT_CSV_IMPORT_RUN_OK", Severity.INFO, "done")
                                .withEventType(EventType.IMPORTANT_EVENT));
                assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
            }
            Heartbeats heartbeats =
                    new Heartbeats(mongo.platform(), RegistryLoader.shipped().registry(), CLOCK);

            assertThat(heartbeats.list(new PlatformContext("r", "test", "alice"), DEMO.company()))
                    .filteredOn(row -> row.state() == HeartbeatState.GREEN)
                    .extracting(row -> row.entry().id())
                    .containsExactly("NIGHTSHIFT.CSV_IMPORT.RUN");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void repeatsWithinAMinuteAreCountedOnTheFirst(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts = open(stores, mongo, redis);
                Alerts elsewhere = open(stores, mongo, redis)) {
            for (int i = 0; i < 10; i++) {
                alerts.sendAlert(DEMO, Alert.of(CODE, Severity.WARNING, "run failed"));
            }
            assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
            elsewhere.sendAlert(DEMO, Alert.of(CODE, Severity.WARNING, "run failed"));
            elsewhere.sendAlert(context("other"), Alert.of(CODE, Severity.WARNING, "run failed"));
            assertThat(elsewhere.flush(Duration.ofSeconds(30))).isTrue();

            Document alert = alerts.store().list(DEMO, new Document(), 0).getFirst();
            assertThat(alert.get("occurrences", Number.class).longValue()).isEqualTo(1);
            assertThat(alert.get("suppressed", Number.class).longValue()).isEqualTo(10);
            assertThat(alert)
                    .containsEntry("tab", "NIGHTSHIFT")
                    .containsEntry("module", "CSV_IMPORT");
            assertThat(alert.getList("flags", String.class)).isEmpty();
            assertThat(alerts.store().totals(context("other"))).isEqualTo(new Totals(1, 1, 1, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aRiseInSeverityPassesAtOnce(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts = open(stores, mongo, redis)) {
            alerts.sendAlert(DEMO, Alert.of(CODE, Severity.WARNING, "slow"));
            assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
            alerts.sendAlert(DEMO, Alert.of(CODE, Severity.CRITICAL, "gone"));
            alerts.sendAlert(DEMO, Alert.of(CODE, Severity.WARNING, "slow again"));
            assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();

            Document alert = alerts.store().list(DEMO, new Document(), 0).getFirst();
            assertThat(alert)
                    .containsEntry("severity", "CRITICAL")
                    .containsEntry("message", "gone");
            assertThat(alerts.store().totals(DEMO)).isEqualTo(new Totals(1, 1, 2, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aCodeThatDoesNotFitIsRecordedAndFlagged(EmbeddedStack stores) throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts = open(stores, mongo, redis)) {
            alerts.sendAlert(DEMO, Alert.of("what is this", Severity.INFO, "hm"));
            assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();

            Document alert = alerts.store().list(DEMO, new Document(), 0).getFirst();
            assertThat(alert.getList("flags", String.class))
                    .containsExactly("BAD_NAME", "UNREGISTERED");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void repeatedBreachesRiseInSeverity(EmbeddedStack stores) throws Exception {
        Alert breach =
                Alert.of("SLO_NIGHTSHIFT_CSV_IMPORT_RUN_P95", Severity.INFO, "slow")
                        .withEventType(EventType.SLO_BREACH);
        AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
        // Without Redis the minute in which repeats are suppressed is that of this clock.
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open("redis://127.0.0.1:1");
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                redis,
                                () -> RegistryLoader.shipped().registry(),
                                now::get)) {
            List<String> severities = new ArrayList<>();
            for (int breaches = 1; breaches <= 10; breaches++) {
                alerts.sendAlert(DEMO, breach);
                // A repeat within the minute is no further breach.
                alerts.sendAlert(DEMO, breach);
                assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
                severities.add(slo(alerts).getString("severity"));
                now.updateAndGet(time -> time.plus(Duration.ofMinutes(5)));
            }
            assertThat(severities)
                    .containsExactly(
                            "INFO",
                            "INFO",
                            "WARNING",
                            "WARNING",
                            "WARNING",
                            "WARNING",
                            "WARNING",
                            "WARNING",
                            "WARNING",
                            "CRITICAL");
            assertThat(slo(alerts).get("escalation", Document.class)).containsEntry("level", 0);
            // That Redis was away is taken down, once.
            assertThat(alerts.service().list(true, 0))
                    .singleElement()
                    .satisfies(
                            away ->
                                    assertThat(away)
                                            .containsEntry("key", "dependency/redis")
                                            .containsEntry("away", true));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void breachesOfDifferentDaysAreNotRepeated(EmbeddedStack stores) throws Exception {
        Alert breach =
                Alert.of("SLO_NIGHTSHIFT_CSV_IMPORT_RUN_P95", Severity.INFO, "slow")
                        .withEventType(EventType.SLO_BREACH);
        AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open("redis://127.0.0.1:1");
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                redis,
                                () -> RegistryLoader.shipped().registry(),
                                now::get)) {
            for (int day = 0; day < 5; day++) {
                alerts.sendAlert(DEMO, breach);
                assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
                now.updateAndGet(time -> time.plus(Duration.ofHours(24)));
            }
            assertThat(slo(alerts))
                    .containsEntry("severity", "INFO")
                    .doesNotContainKey("escalation");
        }
    }

    private static Document slo(Alerts alerts) {
        return alerts.store()
                .list(DEMO, new Document("code", "SLO_NIGHTSHIFT_CSV_IMPORT_RUN_P95"), 0)
                .getFirst();
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void noPersonalDataEntersTheRecord(EmbeddedStack stores) throws Exception {
        String told = "ann.lee@example.com called from +1 415 555 0123 or (415) 555-0199";
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts = open(stores, mongo, redis)) {
            alerts.sendAlert(
                    DEMO,
                    Alert.of(CODE, Severity.INFO, told)
                            .withDetails(told)
                            .withMeta(Map.of("who", told)));
            assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();

            assertThat(alerts.store().list(DEMO, new Document(), 0).getFirst().toJson())
                    .doesNotContain("ann.lee", "555", "0123", "0199");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void manyEmitsFromManyThreadsAreAllAccountedFor(EmbeddedStack stores) throws Exception {
        int each = 5_000;
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts = open(stores, mongo, redis)) {
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (String company : List.of("a1", "a2", "a3", "a4")) {
                    threads.execute(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    alerts.sendAlert(
                                            context(company),
                                            Alert.of(CODE, Severity.WARNING, "number " + i));
                                }
                            });
                }
                threads.shutdown();
                assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(alerts.flush(Duration.ofSeconds(60))).isTrue();

            Counters counters = alerts.counters();
            assertThat(counters.emitted()).isEqualTo(4L * each);
            assertThat(counters.recorded() + counters.suppressed()).isEqualTo(4L * each);
            for (String company : List.of("a1", "a2", "a3", "a4")) {
                Totals totals = alerts.store().totals(context(company));
                assertThat(totals.recorded() + totals.suppressed()).isEqualTo(each);
            }
        }
    }
}

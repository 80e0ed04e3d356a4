package dev.nightshift.alerts.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.heartbeats.HeartbeatState;
import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.validation.Check;
import dev.nightshift.alerts.registry.validation.Trial;
import dev.nightshift.alerts.registry.validation.Trial.Answer;
import dev.nightshift.alerts.registry.validation.Trial.Attempt;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A trial travels the way of every alert on any MongoDB, and leaves no trace among real ones. */
@Timeout(120)
class PathTrialIT {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final PlatformContext PLATFORM = new PlatformContext("r-1", "test", "alice");
    private static final TenantContext DEMO = PLATFORM.in(new CompanyId("demo"));
    private static final String CODE = "NOTES_SAVE_DB_ERROR";
    private static final Registry REGISTRY = RegistryLoader.shipped().registry();
    private static final Document ALL = new Document();

    private record Room(MongoStores mongo, RedisStores redis, Alerts alerts)
            implements AutoCloseable {
        static Room on(EmbeddedStack stores) {
            MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
            RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
            return new Room(
                    mongo,
                    redis,
                    Alerts.open(stores.dataDir(), mongo, redis, () -> REGISTRY, CLOCK));
        }

        Map<String, Answer> tried(TenantContext context) {
            return alerts.trial(REGISTRY).attempt(context, attempts());
        }

        @Override
        public void close() {
            alerts.close();
            redis.close();
            mongo.close();
        }
    }

    private static Answer only(Map<String, Answer> answers) {
        assertThat(answers).containsOnlyKeys(CODE);
        return answers.values().iterator().next();
    }

    private static List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        REGISTRY.entries()
                .forEach(
                        entry ->
                                entry.errorCodes()
                                        .forEach(
                                                code ->
                                                        attempts.add(
                                                                new Attempt(
                                                                        code,
                                                                        entry.severity(code)))));
        return attempts;
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void everyRegisteredCodeComesBackAsTheCompanysOwn(EmbeddedStack stores) {
        try (Room room = Room.on(stores)) {
            Map<String, Answer> answers = room.tried(DEMO);

            assertThat(answers.keySet())
                    .containsAll(attempts().stream().map(Attempt::code).toList());
            assertThat(answers.values())
                    .allSatisfy(
                            answer -> {
                                assertThat(answer.at()).contains(NOW);
                                assertThat(answer.companyId()).isEqualTo("demo");
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void nothingIsLeftBehindAndNobodyIsCounted(EmbeddedStack stores) {
        try (Room room = Room.on(stores)) {
            room.tried(DEMO);

            assertThat(room.alerts().store().list(DEMO, ALL, 0)).isEmpty();
            assertThat(room.mongo().tenants().collection(DEMO, "alert_trials").count(ALL)).isZero();
            assertThat(room.alerts().counters().emitted()).isZero();
            assertThat(room.alerts().counters().recorded()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aRealAlertOfTheCodeIsNeitherChangedNorSuppressedByATrial(EmbeddedStack stores)
            throws InterruptedException {
        try (Room room = Room.on(stores)) {
            room.tried(DEMO);
            room.alerts().sendAlert(DEMO, Alert.of(CODE, Severity.WARNING, "cannot save"));
            assertThat(room.alerts().flush(Duration.ofSeconds(30))).isTrue();
            List<Document> before = room.alerts().store().list(DEMO, ALL, 0);

            assertThat(room.tried(DEMO).values()).allMatch(answer -> answer.at().isPresent());

            assertThat(before).singleElement().satisfies(PathTrialIT::isToldOnce);
            assertThat(room.alerts().store().list(DEMO, ALL, 0)).isEqualTo(before);
        }
    }

    private static void isToldOnce(Document alert) {
        assertThat(alert.get("occurrences", Number.class).longValue()).isEqualTo(1);
        assertThat(alert.get("suppressed", Number.class).longValue()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aMaintenanceWindowNeitherStopsATrialNorEndsByIt(EmbeddedStack stores) {
        try (Room room = Room.on(stores)) {
            room.alerts().mutes().add(DEMO, "*", NOW.plus(Duration.ofHours(1)));

            assertThat(room.tried(DEMO).values()).allMatch(answer -> answer.at().isPresent());
            assertThat(room.alerts().mutes().current(DEMO)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void twoTrialsOfACompanyAtOnceBothComeBack(EmbeddedStack stores) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Room room = Room.on(stores);
                Room elsewhere = Room.on(stores)) {
            Future<Map<String, Answer>> one = threads.submit(() -> room.tried(DEMO));
            Future<Map<String, Answer>> other = threads.submit(() -> elsewhere.tried(DEMO));

            assertThat(one.get(60, TimeUnit.SECONDS).values())
                    .allMatch(answer -> answer.at().isPresent());
            assertThat(other.get(60, TimeUnit.SECONDS).values())
                    .allMatch(answer -> answer.at().isPresent());
            assertThat(room.mongo().tenants().collection(DEMO, "alert_trials").count(ALL)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatIsRarerThanDailyGoesGreenByItsTrialAndADailyOneDoesNot(EmbeddedStack stores) {
        try (Room room = Room.on(stores)) {
            room.tried(DEMO);
            room.alerts().close();
            Heartbeats heartbeats = new Heartbeats(room.mongo().platform(), REGISTRY, CLOCK);

            assertThat(heartbeats.list(PLATFORM, DEMO.company()))
                    .filteredOn(row -> !row.entry().errorCodes().isEmpty())
                    .filteredOn(row -> !row.entry().heartbeat().paused())
                    .allSatisfy(
                            row -> {
                                boolean rare =
                                        row.entry()
                                                        .heartbeat()
                                                        .period()
                                                        .compareTo(Duration.ofHours(24))
                                                > 0;
                                assertThat(row.state())
                                        .isEqualTo(
                                                rare ? HeartbeatState.GREEN : HeartbeatState.NEVER);
                                assertThat(row.seen().isOnlyTried()).isTrue();
                            });
            try (HeartbeatLog log = HeartbeatLog.open(room.mongo().platform(), PLATFORM, CLOCK)) {
                log.seen(DEMO.company(), "NOTES.EDITOR.SAVE", NOW);
            }
            assertThat(heartbeats.list(PLATFORM, DEMO.company()))
                    .filteredOn(row -> row.entry().id().equals("NOTES.EDITOR.SAVE"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.seen().isOnlyTried()).isFalse());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aCompanyThatIsNotThereOrSuspendedIsNotTriedAndThatIsSaid(EmbeddedStack stores) {
        try (Room room = Room.on(stores)) {
            Companies companies =
                    new Companies(
                            room.mongo().platform(),
                            new TenantCache(room.redis(), room.mongo().platform()),
                            CLOCK);
            companies.add(PLATFORM, new CompanyId("acme"), "Acme", Region.DEFAULT);
            companies.add(PLATFORM, new CompanyId("rests"), "Rests", Region.DEFAULT);
            companies.suspend(PLATFORM, new CompanyId("rests"));
            Trial trial = new ActiveOnly(companies, room.alerts().trial(REGISTRY));
            List<Attempt> one = List.of(new Attempt(CODE, Severity.WARNING));

            assertThat(only(trial.attempt(PLATFORM.in(new CompanyId("acme")), one)).at())
                    .isPresent();
            for (String refused : List.of("rests", "nobody")) {
                Answer answer = only(trial.attempt(PLATFORM.in(new CompanyId(refused)), one));
                assertThat(answer.at()).isEmpty();
                assertThat(answer.failed()).isEqualTo(Check.TENANT_CONTEXT);
                assertThat(answer.reason()).contains(refused);
                assertThat(answer.fix()).isNotBlank();
            }
        }
    }
}

package dev.nightshift.alerts.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What happens when there is no room: nobody fails, everything is counted and said. */
@Timeout(60)
class LossesIT {
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");
    private static final Alert ALERT = Alert.of("NOTES_SAVE_DB_ERROR", Severity.WARNING, "failed");

    private final EmbeddedStack stores = EmbeddedStack.fresh();
    private final Path folder = stores.dataDir().resolve("spool").resolve("alerts");
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Pipeline open(MongoStores mongo, RedisStores redis, long bytes) throws IOException {
        return Pipeline.open(
                folder,
                new Pipeline.Limits(bytes, Duration.ofSeconds(5)),
                new AlertStore(mongo.tenants(), InstantSource.system()),
                HeartbeatLog.open(
                        mongo.platform(),
                        new PlatformContext("r", "test", "alice"),
                        InstantSource.system()),
                new AlertClaims(redis),
                new Keys(() -> RegistryLoader.shipped().registry()),
                Standby.NONE,
                () -> {},
                InstantSource.system(),
                said::add);
    }

    private Document lostAlert(MongoStores mongo) {
        return new AlertStore(mongo.tenants(), InstantSource.system())
                .list(DEMO, new Document("code", "NIGHTSHIFT_ALERTS_EMIT_LOST"), 0)
                .getFirst();
    }

    @Test
    void aFullJournalFailsNobodyAndWhatIsLostIsSaidOnceCountedAndRecorded() throws Exception {
        URI server = URI.create(stores.endpoints().mongodbUri());
        try (TcpProxy proxy = new TcpProxy(server.getPort());
                MongoStores mongo =
                        MongoStores.open(
                                server.toString()
                                        .replace(":" + server.getPort(), ":" + proxy.port()),
                                new MongoOptions(
                                        Duration.ofMillis(300),
                                        Duration.ofMillis(300),
                                        Duration.ofSeconds(5),
                                        4,
                                        1,
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(10),
                                        Duration.ofSeconds(15)));
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri())) {
            long lost;
            try (Pipeline pipeline = open(mongo, redis, 20_000)) {
                proxy.down();
                for (int emit = 0; emit < 500; emit++) {
                    pipeline.sendAlert(DEMO, ALERT);
                }
                lost = pipeline.counters().lost();
                assertThat(lost).isPositive();
                assertThat(said.poll(10, TimeUnit.SECONDS))
                        .contains("could not be kept", "alerts stats", "'demo'");
                assertThat(Backlog.in(folder).lost()).isEqualTo(lost);
                assertThat(Backlog.in(folder).lines()).isEqualTo(500 - lost);
                assertThat(Backlog.in(folder).bytes())
                        .isEqualTo(pipeline.counters().pendingBytes());
                proxy.up();
                assertThat(pipeline.flush(Duration.ofSeconds(30))).isTrue();
            }
            assertThat(said).isEmpty();

            Document told = lostAlert(mongo);
            assertThat(told)
                    .containsEntry("severity", "CRITICAL")
                    .containsEntry("flags", List.of());
            assertThat(told.get("meta", Document.class)).containsEntry("lost", "" + lost);
            // The journal is gone, the count is not.
            assertThat(Backlog.in(folder))
                    .isEqualTo(new Backlog(0, 0, 0, 0, folder.resolve("refused.txt"), lost));
        }
    }

    @Test
    void aDiskThatTakesNothingFailsNobodyAndIsToldOfWhenItTakesSomethingAgain() throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri())) {
            Pipeline pipeline = open(mongo, redis, 1 << 20);
            try (pipeline) {
                Path inTheWay;
                try (Stream<Path> journals = Files.list(folder)) {
                    Path journal = journals.findFirst().orElseThrow();
                    inTheWay = Files.createDirectory(journal.resolve("0000000000000000.jsonl"));
                }
                for (int emit = 0; emit < 10; emit++) {
                    pipeline.sendAlert(DEMO, ALERT);
                }
                assertThat(pipeline.counters().lost()).isEqualTo(10);
                assertThat(said.poll(10, TimeUnit.SECONDS)).contains("FileNotFoundException");
                Files.delete(inTheWay);

                pipeline.sendAlert(DEMO, ALERT);
                assertThat(pipeline.flush(Duration.ofSeconds(30))).isTrue();
            }

            assertThat(lostAlert(mongo).get("meta", Document.class)).containsEntry("lost", "10");
            Counters counters = pipeline.counters();
            assertThat(counters.emitted()).isEqualTo(12);
            assertThat(counters.recorded() + counters.suppressed() + counters.lost()).isEqualTo(12);
        }
    }

    @Test
    void anInterruptedCallerLosesNothingForAnybody() throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Pipeline pipeline = open(mongo, redis, 1 << 20)) {
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        pipeline.sendAlert(DEMO, ALERT);
                                    });
            caller.join();
            pipeline.sendAlert(DEMO, ALERT);
            assertThat(pipeline.flush(Duration.ofSeconds(30))).isTrue();

            assertThat(pipeline.counters().lost()).isZero();
            assertThat(pipeline.counters().recorded() + pipeline.counters().suppressed())
                    .isEqualTo(2);
        }
    }

    @Test
    void aLineThatIsNoAlertIsKeptAndKeepsNobodyWaiting() throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri())) {
            Journal dead = journal();
            dead.append("{}\n".getBytes(StandardCharsets.UTF_8));
            dead.append("{\"companyId\":\"NOT ONE\"}\n".getBytes(StandardCharsets.UTF_8));
            dead.append("{\"half".getBytes(StandardCharsets.UTF_8));
            dead.close();
            try (Pipeline pipeline = open(mongo, redis, 1 << 20)) {
                for (int wait = 0; wait < 400 && Backlog.in(folder).refused() < 3; wait++) {
                    assertThat(pipeline.flush(Duration.ofSeconds(30))).isTrue();
                    var _ = said.poll(25, TimeUnit.MILLISECONDS);
                }
                assertThat(Backlog.in(folder).refused()).isEqualTo(3);
                assertThat(Files.readAllLines(Backlog.in(folder).refusedFile())).contains("{}");
            }
        }
    }

    @Test
    void anAlertThatMongodbRefusesIsKeptAndKeepsNobodyWaiting() throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Pipeline pipeline = open(mongo, redis, 1 << 20)) {
            pipeline.sendAlert(DEMO, ALERT);
            assertThat(pipeline.flush(Duration.ofSeconds(30))).isTrue();
            // $inc of a text is refused, whatever else MongoDB takes.
            mongo.tenants()
                    .collection(DEMO, AlertStore.COLLECTION)
                    .updateOne(
                            new Document("code", ALERT.code()),
                            new Document("$set", new Document("occurrences", "many")));
            pipeline.sendAlert(DEMO, ALERT);
            for (int other = 0; other < 400 && Backlog.in(folder).refused() == 0; other++) {
                pipeline.sendAlert(
                        DEMO, Alert.of("NOTES_LOAD_DB_ERROR", Severity.WARNING, "not loaded"));
                var _ = said.poll(25, TimeUnit.MILLISECONDS);
            }
            assertThat(pipeline.flush(Duration.ofSeconds(30))).isTrue();

            assertThat(Backlog.in(folder).refused()).isEqualTo(1);
            assertThat(Files.readString(Backlog.in(folder).refusedFile()))
                    .contains("NOTES_SAVE_DB_ERROR");
            assertThat(
                            new AlertStore(mongo.tenants(), InstantSource.system())
                                    .list(DEMO, new Document("code", "NOTES_LOAD_DB_ERROR"), 0))
                    .hasSize(1);
        }
    }

    private Journal journal() throws IOException {
        PrivateFiles.directory(folder);
        return Journal.create(folder, 1 << 20);
    }
}

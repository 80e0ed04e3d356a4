package dev.nightshift.drills.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.Undo;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.redis.CircuitState;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class LabIT {
    private static final TenantContext TENANT =
            new TenantContext(new CompanyId("acme"), "req-1", "drill", "test");
    private static final MongoOptions IMPATIENT = waiting(Duration.ofSeconds(1));

    /** However busy the machine is, an election is over before writes are refused. */
    private static final MongoOptions PATIENT = waiting(Duration.ofSeconds(30));

    private static MongoOptions waiting(Duration writeGrace) {
        return waiting(100, writeGrace);
    }

    private static MongoOptions waiting(int attempts, Duration writeGrace) {
        return new MongoOptions(
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                8,
                attempts,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                writeGrace);
    }

    @TempDir static Path dir;
    private static Lab lab = unset();

    private final List<Applied> applied = new ArrayList<>();
    private final BlockingQueue<MongoMode> modes = new LinkedBlockingQueue<>();
    private final BlockingQueue<CircuitState> circuits = new LinkedBlockingQueue<>();
    private final MongoStores mongo = MongoStores.open(lab.mongoUri(), IMPATIENT, lab.addresses());
    private final RedisStores redis =
            RedisStores.open(
                    lab.redisUri(),
                    new RedisOptions(
                            Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMillis(200)),
                    System::nanoTime);
    private final TenantCache cache = new TenantCache(redis, mongo.platform());

    LabIT() {
        mongo.onMode(modes::add);
        redis.onCircuit(circuits::add);
    }

    @SuppressWarnings("NullAway") // set before the first test
    private static Lab unset() {
        return null;
    }

    @BeforeAll
    static void start() {
        lab = Lab.start(dir, LabSettings.simulated(Duration.ofMillis(400), InstantSource.system()));
    }

    @AfterEach
    void close() {
        applied.forEach(Applied::heal);
        redis.close();
        mongo.close();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private void write(int number) {
        write(mongo, number);
    }

    private static void write(MongoStores stores, int number) {
        stores.tenants()
                .collection(TENANT, "leads")
                .upsertById(new Document("_id", "lead-" + number).append("n", System.nanoTime()));
    }

    private long found() {
        return mongo.tenants().collection(TENANT, "leads").count(new Document());
    }

    private Optional<String> cached() {
        return cache.company(TENANT, () -> Optional.of("of MongoDB"));
    }

    private Applied inject(String name, Map<String, Object> arguments) {
        Applied done = lab.inject(new FaultRequest(name, arguments));
        applied.add(done);
        return done;
    }

    private void await(MongoMode mode) throws InterruptedException {
        for (MongoMode seen = mongo.mode(); seen != mode; ) {
            seen = modes.poll(20, TimeUnit.SECONDS);
            assertThat(seen).as("a mode before %s", mode).isNotNull();
        }
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(lab.simulated()).isTrue();
        assertThat(lab.firstLines()).anyMatch(line -> line.contains("simulated replica set"));
        assertThat(lab.firstLines()).anyMatch(line -> line.contains("Redis 6"));
        assertThat(mongo.capabilities().summary()).isEqualTo("MongoDB 4.4.29, replica set lab");
        assertThat(lab.faults()).contains("refuse", "mongo-lag", "redis-kill");
        assertThat(lab.undo(new FaultRequest("refuse", Map.of())))
                .containsEntry("kind", "end-servers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "reset", "freeze"})
    void readsFallThroughToMongoDbWhileRedisIsAwayAndTheCircuitOpensAndCloses(String name)
            throws Exception {
        assertThat(cached()).contains("of MongoDB");
        Applied fault = inject(name, Map.of("target", "redis"));

        int reads = 0;
        while (redis.circuit() != CircuitState.OPEN && reads++ < 100) {
            assertThat(cached()).contains("of MongoDB");
        }
        assertThat(redis.circuit()).isEqualTo(CircuitState.OPEN);

        fault.heal();
        fault.heal();
        awaitClosedCircuit();
        assertThat(cache.reachable(TENANT)).isTrue();
        assertThat(circuits).contains(CircuitState.OPEN, CircuitState.CLOSED);
    }

    private void awaitClosedCircuit() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (redis.circuit() != CircuitState.CLOSED && System.nanoTime() < end) {
            cached();
            var _ = never.await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(redis.circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aRedisThatWasKilledIsBackWithItsData() throws Exception {
        Applied fault = inject("redis-kill", Map.of());
        assertThat(cache.reachable(TENANT)).isFalse();

        fault.heal();

        // One call that was answered is not enough: the circuit may open again after its trials.
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!(cache.reachable(TENANT) && redis.circuit() == CircuitState.CLOSED)
                && System.nanoTime() < end) {
            var _ = never.await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(cache.reachable(TENANT)).isTrue();
    }

    @Test
    void pausedClientsOfRedisGoOn() throws Exception {
        assertThat(cache.reachable(TENANT)).isTrue();
        Applied fault = inject("redis-client-pause", Map.of("millis", 30_000, "writesOnly", true));
        assertThat(cache.keepSession(TENANT, "s", "v")).isFalse();

        fault.heal();
        awaitClosedCircuit();

        assertThat(cache.keepSession(TENANT, "s", "v")).isTrue();
        inject("redis-client-pause", Map.of("millis", 300)).heal();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "reset", "freeze", "cut-after-bytes"})
    void aWriteIsMadeOnceThePrimaryCanBeReachedAgain(String name) throws Exception {
        try (MongoStores patient = MongoStores.open(lab.mongoUri(), PATIENT, lab.addresses())) {
            BlockingQueue<MongoMode> seen = new LinkedBlockingQueue<>();
            patient.onMode(seen::add);
            write(patient, 1);
            Applied fault = inject(name, Map.of("target", "mongo-primary"));
            Thread healer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            var _ = seen.poll(20, TimeUnit.SECONDS);
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        fault.heal();
                                    });
            // Some faults let this one through and meet the next.
            write(patient, 2);
            healer.interrupt();
            healer.join();
            write(patient, 3);
            assertThat(patient.mode()).isEqualTo(MongoMode.READ_WRITE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "bandwidth"})
    void aSlowNetworkIsSlow(String name) {
        write(1);
        Applied fault =
                inject(
                        name,
                        name.equals("latency")
                                ? Map.of("target", "mongo", "millis", 60, "jitterMillis", 5)
                                : Map.of("target", "mongo", "bytesPerSecond", 5_000));
        long start = System.nanoTime();
        write(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(60));
        fault.heal();
    }

    @Test
    void aStepDownIsBridged() {
        try (MongoStores patient = MongoStores.open(lab.mongoUri(), PATIENT, lab.addresses())) {
            write(patient, 1);
            Applied fault = inject("mongo-step-down", Map.of());
            write(patient, 2);
            fault.heal();
            write(patient, 3);
        }
        assertThat(found()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aKilledPrimaryIsReplacedAndComesBack() {
        try (MongoStores patient = MongoStores.open(lab.mongoUri(), PATIENT, lab.addresses())) {
            write(patient, 1);
            Applied fault = inject("mongo-kill-primary", Map.of());
            write(patient, 2);
            fault.heal();
            write(patient, 3);
        }
        try (ReplicaSetControl control =
                ReplicaSetControl.open(lab.mongoUri(), AddressMap.none(), Duration.ofSeconds(5))) {
            assertThat(control.members()).allMatch(MemberHealth::healthy);
            assertThat(control.members()).filteredOn(MemberHealth::isPrimary).hasSize(1);
        }
    }

    @Test
    void withoutAMajorityReadsGoOnAndWritesAreRefusedAtOnce() throws Exception {
        write(1);
        Applied fault = inject("mongo-lose-majority", Map.of());
        await(MongoMode.READ_ONLY);

        assertThat(found()).isPositive();
        try (MongoStores once =
                MongoStores.open(lab.mongoUri(), waiting(1, Duration.ZERO), lab.addresses())) {
            TenantCollection leads = once.tenants().collection(TENANT, "leads");
            assertThatThrownBy(() -> leads.findCurrent(new Document()))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNAVAILABLE));
        }
        long quickest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 10; attempt++) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> write(2))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_READ_ONLY));
            quickest = Math.min(quickest, System.nanoTime() - start);
        }
        // It does not wait for a primary each time; a busy machine may be slow, but not ten times.
        assertThat(Duration.ofNanos(quickest)).isLessThan(IMPATIENT.writeGrace());

        fault.heal();
        await(MongoMode.READ_WRITE);
        write(3);
    }

    @Test
    void aProcessThatStartsWithoutAPrimaryReads() throws Exception {
        write(1);
        Applied fault = inject("mongo-lose-majority", Map.of());
        await(MongoMode.READ_ONLY);

        try (MongoStores late = MongoStores.open(lab.mongoUri(), IMPATIENT)) {
            assertThat(late.tenants().collection(TENANT, "leads").count(new Document()))
                    .isPositive();
        }

        fault.heal();
        await(MongoMode.READ_WRITE);
    }

    @Test
    void membersLag() {
        write(1);
        Applied fault = inject("mongo-lag", Map.of("millis", 300));
        long start = System.nanoTime();
        write(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(250));
        fault.heal();
        inject("mongo-lag", Map.of("millis", 1, "member", 2)).heal();
        write(3);
    }

    @Test
    void whatItDoesNotKnowIsSaid() {
        assertThatThrownBy(() -> inject("earthquake", Map.of()))
                .hasMessage("The lab knows no fault 'earthquake'.");
        assertThatThrownBy(() -> inject("refuse", Map.of("target", "moon")))
                .hasMessage("There is no server 'moon'.");
        assertThatThrownBy(() -> inject("refuse", Map.of()))
                .hasMessage("The fault refuse needs the argument 'target'.");
        assertThatThrownBy(() -> inject("redis-kill", Map.of("hard", true)))
                .hasMessage("The fault redis-kill has no argument 'hard'.");
    }

    @Test
    void whatIsLeftOfALabCanBeEndedFromAnotherProcess(@TempDir Path other) {
        Lab left =
                Lab.start(
                        other,
                        LabSettings.simulated(Duration.ofMillis(400), InstantSource.system()));
        Map<String, String> undo = left.undo(new FaultRequest("refuse", Map.of()));
        ProcessHandle server =
                ProcessHandle.allProcesses()
                        .filter(
                                each ->
                                        each.info()
                                                .command()
                                                .filter(at -> at.startsWith(other.toString()))
                                                .isPresent())
                        .findFirst()
                        .orElseThrow();

        Undo.run(undo);
        server.onExit().join();
        Undo.run(undo);

        assertThat(server.isAlive()).isFalse();
        left.close();
    }
}

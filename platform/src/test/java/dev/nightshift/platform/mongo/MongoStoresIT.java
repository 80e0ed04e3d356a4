package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

class MongoStoresIT {
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");
    private static final MongoOptions IMPATIENT =
            new MongoOptions(
                    // The driver looks again for a server that it lost after half a second.
                    Duration.ofMillis(1_200),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(5),
                    4,
                    3,
                    Duration.ofMillis(20),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(15));
    private static final Document ALL = new Document();

    private final String direct = EmbeddedStack.fresh().endpoints().mongodbUri();
    private TcpProxy proxy;
    private MongoStores stores;
    private TenantCollection leads;

    @BeforeEach
    void setUp() throws Exception {
        URI uri = URI.create(direct);
        proxy = new TcpProxy(uri.getPort());
        stores =
                MongoStores.open(
                        "mongodb://127.0.0.1:%d%s?heartbeatFrequencyMS=500&retryWrites=false&retryReads=false"
                                .formatted(proxy.port(), uri.getPath()),
                        IMPATIENT);
        leads = stores.tenants().collection(ACME, "leads");
        leads.insertOne(new Document("_id", 0).append("n", 0));
    }

    @AfterEach
    void tearDown() {
        stores.close();
        proxy.close();
    }

    @Test
    void whatMayTakeLongHasNoLimitOfTime() throws Exception {
        MongoOptions hasty =
                new MongoOptions(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(300),
                        4,
                        1,
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(15));
        URI uri = URI.create(direct);
        try (MongoStores hurried =
                MongoStores.open(
                        "mongodb://127.0.0.1:%d%s?retryReads=false"
                                .formatted(proxy.port(), uri.getPath()),
                        hasty)) {
            TenantCollection patient = hurried.tenants().collection(ACME, "leads").patient();
            assertThat(slowly("aggregate", () -> patient.count(ALL))).isOne();
            assertThat(slowly("find", () -> patient.page(ALL, ALL, ALL, 5, 1_000)).documents())
                    .hasSize(1);
            TenantCollection limited = hurried.tenants().collection(ACME, "leads");
            assertThatThrownBy(() -> slowly("aggregate", () -> limited.count(ALL)))
                    .hasCauseInstanceOf(NightshiftException.class);
        }
    }

    /** Answered long after the limit of time. */
    private <T> T slowly(String command, Supplier<T> question) throws Exception {
        RequestGate gate = RequestGate.in(proxy, command, "leads", 0);
        try {
            CompletableFuture<T> answer =
                    CompletableFuture.supplyAsync(question, Thread::startVirtualThread);
            gate.awaitReached();
            CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(gate::open);
            return answer.get(60, TimeUnit.SECONDS);
        } finally {
            gate.open();
        }
    }

    @Test
    void anInsertWhoseAnswerIsLostIsDoneOnce() {
        List<Document> batch =
                List.of(
                        new Document("_id", 1).append("phone", "+1"),
                        new Document("phone", "+2"),
                        new Document("phone", "+1"));
        proxy.loseAnswers(1, request -> request.contains("insert"));

        InsertOutcome outcome = leads.insertMany(batch);

        assertThat(outcome.inserted()).isEqualTo(2);
        assertThat(outcome.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.index()).isEqualTo(2));
        assertThat(leads.count(ALL)).isEqualTo(3);
    }

    @Test
    void whatAnotherStoredUnderTheSameIdIsNotTakenForOwn() {
        assertThat(leads.insertOne(new Document("_id", "lease").append("by", "another"))).isTrue();
        proxy.loseAnswers(1, request -> request.contains("insert"));

        assertThat(leads.insertOne(new Document("_id", "lease").append("by", "me"))).isFalse();
        assertThat(leads.findOne(new Document("_id", "lease")).orElseThrow())
                .containsEntry("by", "another");
    }

    @Test
    void aWriteThatMayNotBeRepeatedIsDoneOnceAndFails() {
        proxy.loseAnswers(1, request -> request.contains("update"));

        assertThatFails(
                FailureCode.MONGODB_UNAVAILABLE,
                () ->
                        leads.updateOne(
                                new Document("_id", 0),
                                new Document("$inc", new Document("n", 1))));

        assertThat(leads.findOne(new Document("n", 1))).isPresent();
    }

    @Test
    void aWriteThatMayBeRepeatedIs() {
        proxy.loseAnswers(2, request -> request.contains("update"));

        assertThat(
                        leads.updateOne(
                                new Document("_id", 0),
                                new Document("$set", new Document("n", 1)),
                                Repeat.SAFE))
                .isEqualTo(new UpdateOutcome(1, 0, List.of()));
    }

    @Test
    void aReadIsRepeated() {
        proxy.loseAnswers(2, request -> request.contains("find"));

        assertThat(leads.find(ALL)).hasSize(1);
    }

    @Test
    void aStreamThatBreaksSaysSo() {
        for (int n = 1; n < 50; n++) {
            leads.insertOne(new Document("_id", n));
        }
        try (DocumentStream stream = leads.stream(ALL, ALL, ALL, 10)) {
            assertThat(stream.next()).isNotNull();
            proxy.down();
            assertThatFails(
                    FailureCode.MONGODB_UNAVAILABLE,
                    () -> stream.forEachRemaining(lead -> assertThat(lead).isNotNull()));
            assertThatFails(
                    FailureCode.MONGODB_UNAVAILABLE,
                    () -> {
                        while (true) {
                            stream.next();
                        }
                    });
        }
    }

    @Test
    void aServerThatStaysAwayIsSaidToBeAndComesBack() throws Exception {
        proxy.down();

        assertThatFails(FailureCode.MONGODB_UNAVAILABLE, () -> leads.count(ALL));
        assertThatFails(
                FailureCode.MONGODB_UNAVAILABLE, () -> leads.insertOne(new Document("_id", 9)));
        proxy.up();

        assertThat(leads.count(ALL)).isEqualTo(1);
    }

    @Test
    void closingEndsTheWaiting() throws Exception {
        proxy.down();
        MongoOptions patient =
                new MongoOptions(
                        Duration.ofMillis(100),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        4,
                        1_000,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofSeconds(15));
        proxy.up();
        MongoStores waiting = MongoStores.open("mongodb://127.0.0.1:" + proxy.port(), patient);
        TenantCollection things = waiting.tenants().collection(ACME, "things");
        proxy.down();

        CompletableFuture<Boolean> call = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                call.complete(things.findOne(ALL).isPresent());
                            } catch (NightshiftException e) {
                                call.completeExceptionally(e);
                            }
                        });
        // Not done while nobody closes; how far it has come does not matter.
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> call.get(300, TimeUnit.MILLISECONDS));
        waiting.close();

        assertThat(call.handle((found, failure) -> failure).get(60, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void anInterruptEndsTheWaiting() {
        proxy.down();
        Thread.currentThread().interrupt();

        try {
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(() -> leads.count(ALL))
                    .satisfies(
                            e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNAVAILABLE));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothingListensIsSaidWithinTheTimeout() {
        proxy.down();

        assertThatFails(
                FailureCode.MONGODB_UNAVAILABLE,
                () -> MongoStores.open("mongodb://127.0.0.1:" + proxy.port(), IMPATIENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://user:s3cret@/nightshift",
                "mongodb://user:s3cret:x@host/?w=0",
                "postgres://user:s3cret@host",
                "mongodb://user:s3cret@localhost/?w=0",
                "mongodb://user:s3cret@localhost:99999999/",
            })
    void aConnectionStringThatIsNoneIsRefusedWithoutRepeatingIt(String uri) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> MongoStores.open(uri))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.BAD_SETTING);
                            assertThat(e.message() + e.hint()).doesNotContain("s3cret");
                            assertThat(e).hasNoCause();
                        });
    }

    @Test
    void theWriteConcernOfTheConnectionStringWins() {
        try (MongoStores one = MongoStores.open(direct + "?w=1&journal=false")) {
            assertThat(one.tenants().collection(ACME, "things").insertOne(new Document())).isTrue();
            assertThat(one.capabilities().engine()).isNotBlank();
        }
    }

    private static void assertThatFails(
            FailureCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}

package dev.nightshift.platform.mongo.replicaset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.servers.FakeMongod;
import dev.nightshift.platform.stack.servers.ScriptedMongo;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** The way to a primary, on servers that answer as MongoDB documents it. */
class SingleMemberIT {
    private static final Login LOGIN = new Login("nightshift", "secret");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aNewServerIsInitiatedOnce() {
        try (ScriptedMongo server = FakeMongod.uninitiated(0);
                SingleMember member =
                        SingleMember.awaitPrimary("rs", server.port(), LOGIN, LIMIT, () -> true)) {
            assertThat(server.asked().stream().filter(asked -> asked.startsWith("replSetInitiate")))
                    .singleElement()
                    .asString()
                    .contains("\"rs\"", "127.0.0.1:" + server.port());
            assertThat(member.version()).isEqualTo("8.0.4");
            assertThat(member.clients()).isZero();
        }
    }

    @Test
    void itsUserIsMadeOnceAndNobodyElseIsServedFromThenOn() {
        try (ScriptedMongo server = FakeMongod.uninitiated(0)) {
            SingleMember.awaitPrimary("rs", server.port(), LOGIN, LIMIT, () -> true).close();
            SingleMember.awaitPrimary("rs", server.port(), LOGIN, LIMIT, () -> true).close();

            assertThat(server.asked().stream().filter(asked -> asked.startsWith("createUser")))
                    .hasSize(1);
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(
                            () ->
                                    SingleMember.awaitPrimary(
                                                    "rs",
                                                    server.port(),
                                                    new Login("nightshift", "another"),
                                                    Duration.ofSeconds(1),
                                                    () -> true)
                                            .close())
                    .withMessageContaining("another password");
            try (MongoClient stranger = MongoClients.create(server.uri())) {
                assertThatExceptionOfType(MongoCommandException.class)
                        .isThrownBy(
                                () ->
                                        stranger.getDatabase("nightshift")
                                                .getCollection("leads")
                                                .countDocuments())
                        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(13));
            }
        }
    }

    @Test
    void aServerThatIsNotOursIsToldNothing() {
        try (ScriptedMongo server = FakeMongod.uninitiated(0)) {
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(
                            () ->
                                    SingleMember.awaitPrimary(
                                                    "rs", server.port(), LOGIN, LIMIT, () -> false)
                                            .close());
            assertThat(server.asked()).noneMatch(asked -> asked.contains("secret"));
        }
    }

    @Test
    void aServerThatFindsItselfUnderAnotherPortIsMovedByForce() {
        try (ScriptedMongo server = FakeMongod.moved("secret");
                SingleMember member =
                        SingleMember.awaitPrimary("rs", server.port(), LOGIN, LIMIT, () -> true)) {
            assertThat(server.asked().stream().filter(asked -> asked.startsWith("replSetReconfig")))
                    .singleElement()
                    .asString()
                    .contains("\"version\" : 8", "\"force\" : true", "127.0.0.1:" + server.port());
            assertThat(member.version()).isEqualTo("8.0.4");
        }
    }

    @Test
    void aServerThatWillNotBeInitiatedIsWaitedForAndThenGivenUp() {
        try (ScriptedMongo server = FakeMongod.uninitiated(0)) {
            server.answer(
                    "replSetInitiate",
                    () -> {
                        throw ScriptedMongo.error(74, "no quorum");
                    });

            assertThatGivesUp(server.port());
        }
    }

    @Test
    void aMemberThatIsStillASecondaryIsLeftToBecomePrimary() {
        try (ScriptedMongo server = new ScriptedMongo()) {
            server.answer("hello", () -> Map.of("isWritablePrimary", false));
            server.answer("replSetGetStatus", () -> Map.of("myState", 2));

            assertThatGivesUp(server.port());
            assertThat(server.asked()).noneMatch(asked -> asked.startsWith("replSetInitiate"));
        }
    }

    @Test
    void nothingOnThePortIsGivenUpToo() {
        int port;
        try (ScriptedMongo server = new ScriptedMongo()) {
            port = server.port();
        }
        assertThatGivesUp(port);
    }

    private static void assertThatGivesUp(int port) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(
                        () ->
                                SingleMember.awaitPrimary(
                                                "rs",
                                                port,
                                                LOGIN,
                                                Duration.ofMillis(150),
                                                () -> true)
                                        .close())
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNAVAILABLE);
                            assertThat(e.message()).contains("127.0.0.1:" + port);
                        });
    }
}

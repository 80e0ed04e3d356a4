package dev.nightshift.platform.mongo.replicaset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.servers.FakeMongod;
import dev.nightshift.platform.stack.servers.ScriptedMongo;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** The way to a primary, on servers that answer as MongoDB documents it. */
class SingleMemberIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aNewServerIsInitiatedOnce() {
        try (ScriptedMongo server = FakeMongod.uninitiated(0);
                SingleMember member =
                        SingleMember.awaitPrimary("rs", server.port(), LIMIT, () -> true)) {
            assertThat(server.asked().stream().filter(asked -> asked.startsWith("replSetInitiate")))
                    .singleElement()
                    .asString()
                    .contains("\"rs\"", "127.0.0.1:" + server.port());
            assertThat(member.version()).isEqualTo("8.0.4");
            assertThat(member.clients()).isZero();
        }
    }

    @Test
    void aServerThatFindsItselfUnderAnotherPortIsMovedByForce() {
        try (ScriptedMongo server = FakeMongod.moved();
                SingleMember member =
                        SingleMember.awaitPrimary("rs", server.port(), LIMIT, () -> true)) {
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
                                                "rs", port, Duration.ofMillis(150), () -> true)
                                        .close())
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNAVAILABLE);
                            assertThat(e.message()).contains("127.0.0.1:" + port);
                        });
    }
}

package dev.nightshift.platform.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.stack.accounts.LocalAccounts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the redis-server of a data dir tells whom. */
class EmbeddedRedisIT {
    private static final Path BINARIES =
            Path.of(System.getProperty("java.io.tmpdir"), "nightshift-test-bin");
    private static final String PASSWORD = "only-for-tests";

    @TempDir private Path folder;

    @Test
    void whoeverTookThePortOfTheLastStartIsNotToldThePassword() throws Exception {
        Path dir = folder.resolve("redis");
        int port;
        try (EmbeddedRedis before = EmbeddedRedis.start(dir, BINARIES, PASSWORD)) {
            port = URI.create(before.uri()).getPort();
        }
        try (ServerSocket thief = new ServerSocket(port, 9, InetAddress.getLoopbackAddress());
                EmbeddedRedis after = EmbeddedRedis.start(dir, BINARIES, PASSWORD)) {
            assertThat(URI.create(after.uri()).getPort()).isNotEqualTo(port);
            // Comes after whoever came before.
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> firstLine(thief));
            try (Socket last = new Socket(thief.getInetAddress(), port)) {
                last.getOutputStream().write("nobody\n".getBytes(StandardCharsets.UTF_8));
                last.shutdownOutput();
                assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("nobody");
            }
        }
    }

    private static String firstLine(ServerSocket server) {
        try (Socket client = server.accept()) {
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aServerOfAnotherAccountIsNotToldThePassword() throws Exception {
        LocalAccounts strangers = LocalAccounts.welcoming(account -> false);
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(folder.resolve("redis"), BINARIES, PASSWORD)) {
            int port = URI.create(redis.uri()).getPort();
            if (strangers.areKnown()) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> new RedisProbe(port, PASSWORD, strangers).close())
                        .withMessageContaining("another account");
            } else {
                new RedisProbe(port, PASSWORD, strangers).close();
            }
        }
    }

    @Test
    void nobodyMayWriteFilesThroughItNorCopyIt() throws Exception {
        try (EmbeddedRedis redis =
                        EmbeddedRedis.start(folder.resolve("redis"), BINARIES, PASSWORD);
                RedisProbe probe = new RedisProbe(URI.create(redis.uri()).getPort(), PASSWORD)) {
            for (String closed :
                    List.of(
                            "CONFIG GET dir",
                            "MODULE LIST",
                            "SLAVEOF NO ONE",
                            "REPLICAOF NO ONE",
                            "SAVE",
                            "BGSAVE",
                            "DEBUG JMAP")) {
                assertThatExceptionOfType(IOException.class)
                        .as(closed)
                        .isThrownBy(() -> probe.ask(closed));
            }
            assertThat(probe.ask("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsStoppedByItsProcessId() throws Exception {
        Path dir = folder.resolve("it's \"here\"");
        EmbeddedRedis orphan = EmbeddedRedis.start(dir, BINARIES, PASSWORD);
        ProcessHandle process = ProcessHandle.of(orphan.pid()).orElseThrow();
        try (RedisProbe probe = new RedisProbe(URI.create(orphan.uri()).getPort(), PASSWORD)) {
            assertThat(probe.ask("SET answer 42")).isEqualTo("OK");
        }
        assertThat(Files.readString(dir.resolve("redis.pid")).strip())
                .isEqualTo(String.valueOf(orphan.pid()));

        try (EmbeddedRedis next = EmbeddedRedis.start(dir, BINARIES, PASSWORD);
                RedisProbe probe = new RedisProbe(URI.create(next.uri()).getPort(), PASSWORD)) {
            assertThat(process.isAlive()).isFalse();
            assertThat(probe.ask("GET answer")).isEqualTo("42");
        }
    }
}

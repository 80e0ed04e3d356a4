package dev.nightshift.platform.stack.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process of a {@code mongod}, on a fake that answers as one does while it is initiated. */
class MongodReplicaSetIT {
    @TempDir private Path folder = Path.of("");

    @Test
    void aNewServerIsInitiatedServesAndIsStopped() throws Exception {
        Path dir = folder.resolve("data");
        ProcessHandle process;
        try (MongodReplicaSet mongod =
                MongodReplicaSet.start(
                        dir, FakeMongod.plantedIn(folder), "secret", "keykeykeykey", 0)) {
            process = running(dir).orElseThrow();
            assertThat(mongod.engine()).isEqualTo("mongod 8.0.4, replica set of one");
            assertThat(mongod.uri())
                    .matches(
                            "mongodb://nightshift:secret@127\\.0\\.0\\.1:\\d+/nightshift"
                                    + "\\?replicaSet=nightshift&authSource=admin");
            assertThat(dir.resolve("mongod.key")).hasContent("keykeykeykey");
            assertThat(Files.getPosixFilePermissions(dir.resolve("mongod.key")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(mongod.clients()).isZero();
            assertThat(process.isAlive()).isTrue();
        }

        process.onExit().get(30, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsStoppedFirst() throws Exception {
        Path dir = Files.createDirectories(folder.resolve("data"));
        Path binary = FakeMongod.executable(folder.resolve("sleep"), "exec sleep 600");
        Process orphan = new ProcessBuilder("sleep", "600").start();
        Files.writeString(dir.resolve("mongod.pid"), orphan.pid() + "\n");

        assertThatDoesNotStart(dir, FakeMongod.executable(binary, "exit 1"));

        assertThat(orphan.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessThatTookThePidSinceIsLeftAlone() throws Exception {
        Path dir = Files.createDirectories(folder.resolve("data"));
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(dir.resolve("mongod.pid"), stranger.pid() + "\n");

            assertThatDoesNotStart(dir, FakeMongod.executable(folder.resolve("mongod"), "exit 1"));

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    private static void assertThatDoesNotStart(Path dir, Path binary) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> MongodReplicaSet.start(dir, binary, "secret", "key123", 0))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.STACK_UNAVAILABLE);
                            assertThat(e.message()).contains(binary.toString(), "mongod.log");
                        });
    }

    private static Optional<ProcessHandle> running(Path dir) throws Exception {
        return ProcessHandle.of(
                Long.parseLong(Files.readString(dir.resolve("mongod.pid")).strip()));
    }
}

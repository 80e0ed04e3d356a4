package dev.nightshift.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.servers.RedisProbe;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class StackIT {
    @TempDir Path folder;

    private Settings settings;
    private Stack stack;

    @BeforeEach
    void aDataDir() {
        settings = Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", folder.resolve("data").toString()));
        stack = new Stack(settings);
    }

    @AfterEach
    void stopTheProcess() {
        stack.stop();
    }

    @Test
    void commandsAtOnceShareOneProcess() throws Exception {
        try (ExecutorService commands = Executors.newFixedThreadPool(4)) {
            Callable<Endpoints> command = () -> new Stack(settings).endpoints();
            List<Future<Endpoints>> answers =
                    commands.invokeAll(List.of(command, command, command, command));

            for (Future<Endpoints> answer : answers) {
                assertThat(answer.get().mongodbUri())
                        .isEqualTo(answers.getFirst().get().mongodbUri());
            }
        }
        assertThat(stack.status()).isPresent();
        assertThat(stack.endpoints().summary())
                .contains("embedded emulator", "embedded Redis 6.2", "embedded H2 2.4");
    }

    @Test
    void stopLeavesNothingBehindAndDataStays() throws Exception {
        insertRow(stack.endpoints());
        long pid = stack.status().orElseThrow().pid();

        assertThat(stack.stop()).isTrue();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(stack.status()).isEmpty();
        assertThat(stack.stop()).isFalse();
        assertThat(new DataDir(settings.dataDir()).stackFile()).doesNotExist();
        assertThat(rows(stack.endpoints())).isEqualTo(1);
    }

    @Test
    void aKilledProcessIsNoticedAndItsCommitsAndItsRedisAreFoundAgain() throws Exception {
        Endpoints before = stack.endpoints();
        insertRow(before);
        long redisPid;
        try (RedisProbe redis = redis(before)) {
            redis.ask("SET answer 42");
            redisPid = Long.parseLong(redis.info("server", "process_id"));
        }
        kill(stack.status().orElseThrow().pid());

        assertThat(stack.status()).isEmpty();
        Endpoints after = stack.endpoints();

        assertThat(rows(after)).isEqualTo(1);
        assertThat(ProcessHandle.of(redisPid)).as("orphaned redis").isEmpty();
        try (RedisProbe redis = redis(after)) {
            assertThat(redis.ask("GET answer")).isEqualTo("42");
        }
    }

    @Test
    void theNextProcessIsFoundWhereTheKilledOneWas() throws Exception {
        Endpoints before = stack.endpoints();
        kill(stack.status().orElseThrow().pid());

        Endpoints after = stack.endpoints();

        assertThat(after.mongodbUri()).isEqualTo(before.mongodbUri());
        assertThat(after.redisUri()).isEqualTo(before.redisUri());
        assertThat(after.jdbcUrl()).isEqualTo(before.jdbcUrl());
    }

    @Test
    void aPortThatSomebodyTookMeanwhileIsLeftToThem() throws Exception {
        Endpoints before = stack.endpoints();
        stack.stop();
        try (ServerSocket taken =
                new ServerSocket(
                        URI.create(before.mongodbUri()).getPort(),
                        1,
                        InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(stack.endpoints().mongodbUri()).isNotEqualTo(before.mongodbUri());
            insertRow(stack.endpoints());
        }
    }

    @Test
    void aDatabaseThatClosedItselfIsServedAgainByTheNextProcess() throws Exception {
        Endpoints before = stack.endpoints();
        insertRow(before);
        ProcessHandle first = ProcessHandle.of(stack.status().orElseThrow().pid()).orElseThrow();
        try (Connection connection = connect(before);
                Statement statement = connection.createStatement()) {
            // What H2 does by itself when the disk is full.
            statement.execute("SHUTDOWN IMMEDIATELY");
        }

        first.onExit().get(60, TimeUnit.SECONDS);

        assertThat(rows(stack.endpoints())).isEqualTo(1);
    }

    @Test
    void aRedisThatDiesIsStartedAgainWhereItWas() throws Exception {
        Endpoints endpoints = stack.endpoints();
        long pid;
        try (RedisProbe redis = redis(endpoints)) {
            pid = Long.parseLong(redis.info("server", "process_id"));
        }

        kill(pid);

        assertThat(awaitRedis(endpoints)).isNotEqualTo(pid);
    }

    @Test
    void whatAKilledProcessLeftIsNotMistakenForAProcess() throws Exception {
        DataDir dataDir = new DataDir(settings.dataDir()).prepare();
        new StackFile(
                        StackFile.PROTOCOL,
                        ProcessHandle.current().pid(),
                        java.time.Instant.EPOCH,
                        List.of())
                .write(dataDir.stackFile());
        Files.writeString(dataDir.processLock(), "4711");

        assertThat(stack.status()).isEmpty();
        assertThat(stack.stop()).isFalse();
        assertThat(rowsAfterStart()).isZero();
    }

    @Test
    void theFileThatNamesTheServersComesBackWhenSomebodyRemovesIt() throws Exception {
        insertRow(stack.endpoints());
        long pid = stack.status().orElseThrow().pid();

        Files.delete(new DataDir(settings.dataDir()).stackFile());

        assertThat(awaitStatus().pid()).isEqualTo(pid);
        assertThat(rows(stack.endpoints())).isEqualTo(1);
    }

    @Test
    void aProcessWhoseDataDirWasRemovedEndsAndTakesNothingFromTheNextOne() throws Exception {
        stack.endpoints();
        ProcessHandle first = ProcessHandle.of(stack.status().orElseThrow().pid()).orElseThrow();

        Files.move(settings.dataDir(), folder.resolve("old"));
        insertRow(stack.endpoints());
        long second = stack.status().orElseThrow().pid();
        first.onExit().get(60, TimeUnit.SECONDS);

        assertThat(second).isNotEqualTo(first.pid());
        assertThat(stack.status().orElseThrow().pid()).isEqualTo(second);
        assertThat(rows(stack.endpoints())).isEqualTo(1);
    }

    private int rowsAfterStart() throws Exception {
        insertRow(stack.endpoints());
        return rows(stack.endpoints()) - 1;
    }

    @Test
    void nobodyElseMayReadWhatIsKept() throws Exception {
        stack.endpoints();

        try (Stream<Path> files = Files.walk(settings.dataDir())) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(file)))
                                            .as(file.toString())
                                            .satisfiesAnyOf(
                                                    mode -> assertThat(mode).endsWith("------"),
                                                    mode ->
                                                            assertThat(inPrivateFolder(file))
                                                                    .isTrue()));
        }
    }

    private static boolean inPrivateFolder(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))
                .endsWith("------");
    }

    @Test
    void noSecretIsInTheProcessList() throws Exception {
        Endpoints endpoints = stack.endpoints();

        ProcessHandle process = ProcessHandle.of(stack.status().orElseThrow().pid()).orElseThrow();
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process), process.descendants()).toList();

        assertThat(family).hasSizeGreaterThan(1);
        for (ProcessHandle member : family) {
            String commandLine =
                    Files.readString(Path.of("/proc", String.valueOf(member.pid()), "cmdline"));
            assertThat(commandLine)
                    .doesNotContain(endpoints.jdbcPassword())
                    .doesNotContain(password(endpoints));
        }
    }

    @Test
    void theProcessIsInASessionOfItsOwn() throws Exception {
        stack.endpoints();
        long pid = stack.status().orElseThrow().pid();

        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");

        assertThat(Long.parseLong(afterName[3])).as("session").isEqualTo(pid);
    }

    @Test
    void anIdleProcessStops() throws Exception {
        Stack idle = new Stack(settings, Duration.ofSeconds(1));
        idle.endpoints();

        ProcessHandle.of(idle.status().orElseThrow().pid())
                .orElseThrow()
                .onExit()
                .get(60, TimeUnit.SECONDS);

        assertThat(idle.status()).isEmpty();
    }

    @Test
    void aDataDirThatIsAFileIsRefusedInWords() throws Exception {
        Files.writeString(settings.dataDir(), "");

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(stack::endpoints)
                .satisfies(
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.STACK_UNAVAILABLE);
                            assertThat(failure.hint()).contains("--data-dir");
                        });
    }

    @Test
    void serversThatDoNotStartSayWhy() throws Exception {
        DataDir dataDir = new DataDir(settings.dataDir()).prepare();
        Files.createDirectories(dataDir.mongodb().resolve("nightshift.mv"));

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(stack::endpoints)
                .satisfies(
                        failure -> {
                            assertThat(failure.message()).contains("did not start");
                            assertThat(failure.hint()).contains("stack.log");
                        });
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(60, TimeUnit.SECONDS);
    }

    private static String password(Endpoints endpoints) {
        return URI.create(endpoints.redisUri()).getUserInfo().substring(1);
    }

    private static RedisProbe redis(Endpoints endpoints) throws Exception {
        return new RedisProbe(URI.create(endpoints.redisUri()).getPort(), password(endpoints));
    }

    private static long awaitRedis(Endpoints endpoints) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try (RedisProbe redis = redis(endpoints)) {
                return Long.parseLong(redis.info("server", "process_id"));
            } catch (java.io.IOException notYet) {
                assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private StackStatus awaitStatus() {
        long start = System.nanoTime();
        Optional<StackStatus> status = stack.status();
        while (status.isEmpty()) {
            assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            status = stack.status();
        }
        return status.orElseThrow();
    }

    private static Connection connect(Endpoints endpoints) throws Exception {
        return DriverManager.getConnection(
                endpoints.jdbcUrl(), endpoints.jdbcUser(), endpoints.jdbcPassword());
    }

    private static void insertRow(Endpoints endpoints) throws Exception {
        try (Connection connection = connect(endpoints);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS t (id INT)");
            statement.execute("INSERT INTO t VALUES (1)");
        }
    }

    private static int rows(Endpoints endpoints) throws Exception {
        try (Connection connection = connect(endpoints);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

package dev.nightshift.drills.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.FaultName;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalLine;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.run.SafetyLever;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Whoever kills the runner of a drill in the middle of a fault leaves nothing broken. */
class KilledRunnerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path dir = Path.of(".");

    @ParameterizedTest
    @EnumSource(FaultName.class)
    void itsServersEndAndItsJournalSaysSo(FaultName fault) throws Exception {
        Process runner = start(experiment(fault.word(), arguments(fault)));
        Path folder = injected(runner);
        List<ProcessHandle> servers = servers(runner);
        // The simulated members of MongoDB live in the runner; Redis is the one process beside it.
        assertThat(servers.isEmpty()).isEqualTo(fault == FaultName.REDIS_KILL);

        runner.destroyForcibly().waitFor();

        Chain chain = ended(folder);
        assertThat(chain.isWhole()).isTrue();
        assertThat(chain.last(Events.ENDED).orElseThrow().text("state"))
                .isEqualTo("HEALED_BY_WATCHDOG");
        assertThat(chain.all(Events.HEALED))
                .extracting(line -> line.text("fault"))
                .contains("the fault");
        assertThat(until(PATIENCE, () -> noneAlive(servers))).isTrue();
        assertThat(folder.resolve(LeaseFile.NAME)).doesNotExist();
    }

    @Test
    void whoeverKillsItWhileItsLabStartsLeavesNoServer() throws Exception {
        Path hang = Files.createFile(dir.resolve(RunnerProcess.HANG));
        Process runner = start(experiment("refuse", "{target: redis}"));
        assertThat(until(PATIENCE, () -> !runner.isAlive() || !Files.exists(hang))).isTrue();
        List<ProcessHandle> servers = servers(runner);
        assertThat(servers).isNotEmpty();
        Path folder = folder().orElseThrow();

        runner.destroyForcibly().waitFor();

        assertThat(until(PATIENCE, () -> noneAlive(servers))).isTrue();
        assertThat(until(PATIENCE, () -> !Files.exists(folder.resolve(LeaseFile.NAME)))).isTrue();
        assertThat(new WorkFolder(folder).path()).doesNotExist();
    }

    @Test
    void oneThatIsAskedToEndAndDoesNotHealIsHealed() throws Exception {
        Process runner = start(experiment("refuse", "{target: redis}"));
        Path folder = injected(runner);
        List<ProcessHandle> servers = servers(runner);

        runner.destroy();
        runner.waitFor();

        assertThat(ended(folder).last(Events.ENDED).orElseThrow().text("state"))
                .isEqualTo("HEALED_BY_WATCHDOG");
        assertThat(until(PATIENCE, () -> noneAlive(servers))).isTrue();
        assertThat(new WorkFolder(folder).path()).doesNotExist();
    }

    @Test
    void stopAllEndsTheDrillOfAnotherProcess() throws Exception {
        Process runner = start(experiment("refuse", "{target: redis}"));
        Path folder = injected(runner);

        SafetyLever.Stopped stopped =
                new Drills(dir, InstantSource.system()).lever().pull("ops", PATIENCE);

        assertThat(stopped.stopped()).containsExactly(String.valueOf(folder.getFileName()));
        assertThat(stopped.left()).isEmpty();
        assertThat(runner.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Chain chain = Chain.read(folder.resolve(Journal.FILE));
        assertThat(chain.last(Events.ENDED).orElseThrow().text("state")).isEqualTo("ABORTED");
        assertThat(chain.last(Events.ENDED).orElseThrow().text("reason"))
                .isEqualTo("stop-all by ops");
        assertThat(chain.all(Events.HEALED)).hasSize(1);
    }

    @Test
    void aServerThatWasPausedLiveGoesOn() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(dir.resolve("redis"), dir.resolve("bin"), "secret")) {
            String uri = redis.uri();
            Process runner =
                    start(
                            experiment("redis-client-pause", "{millis: 60000, writesOnly: true}"),
                            uri,
                            stack.endpoints().mongodbUri());
            Path folder = injected(runner);

            runner.destroyForcibly().waitFor();

            assertThat(ended(folder).last(Events.ENDED).orElseThrow().text("state"))
                    .isEqualTo("HEALED_BY_WATCHDOG");
            try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
                    RedisStores stores =
                            RedisStores.open(uri, RedisOptions.defaults(), System::nanoTime)) {
                TenantContext company =
                        new TenantContext(new CompanyId("demo"), "r", "drill", "tester");
                assertThat(new TenantCache(stores, mongo.platform()).keepSession(company, "s", "v"))
                        .isTrue();
            }
        }
    }

    private static String arguments(FaultName fault) {
        return switch (fault) {
            case REFUSE, RESET, FREEZE -> "{target: mongo}";
            case LATENCY -> "{target: redis, millis: 500}";
            case BANDWIDTH -> "{target: redis, bytesPerSecond: 10}";
            case CUT_AFTER_BYTES -> "{target: mongo-primary, bytes: 10}";
            case REDIS_CLIENT_PAUSE -> "{millis: 60000}";
            case MONGO_LAG -> "{millis: 1000}";
            case MONGO_STEP_DOWN, MONGO_KILL_PRIMARY, MONGO_LOSE_MAJORITY, REDIS_KILL -> "{}";
        };
    }

    private Path experiment(String fault, String arguments) throws IOException {
        Path shipped = Path.of("experiments", "redis-outage.yaml");
        String text =
                Files.readString(
                        Files.exists(shipped)
                                ? shipped
                                : Path.of("drills", "experiments", "redis-outage.yaml"));
        int method = text.indexOf("method:");
        int rollbacks = text.indexOf("rollbacks:");
        Path file = dir.resolve("one.yaml");
        Files.writeString(
                file,
                text.substring(0, method)
                        + """
                        method:
                          - type: action
                            name: the fault
                            provider: {type: nightshift, fault: %s, arguments: %s}
                            pauses: {after: 600}
                        """
                                .formatted(fault, arguments)
                        + text.substring(rollbacks));
        return file;
    }

    private Process start(Path experiment, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx200m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RunnerProcess.class.getName(),
                                dir.toString(),
                                experiment.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("runner.log").toFile())
                .start();
    }

    /** The drill's folder, once its fault is there. */
    private Path injected(Process runner) throws IOException {
        boolean there =
                until(
                        PATIENCE,
                        () -> !runner.isAlive() || journal().first(Events.INJECTED).isPresent());
        assertThat(there && runner.isAlive())
                .as(Files.readString(dir.resolve("runner.log")))
                .isTrue();
        return folder().orElseThrow();
    }

    private Optional<Path> folder() {
        try (Stream<Path> drills = Files.walk(dir.resolve("drills"), 2)) {
            return drills.filter(file -> file.endsWith(Journal.FILE))
                    .findFirst()
                    .map(Path::getParent);
        } catch (IOException | RuntimeException notYet) {
            return Optional.empty();
        }
    }

    private Chain journal() {
        return folder().map(folder -> Chain.read(folder.resolve(Journal.FILE)))
                .orElse(new Chain(List.<JournalLine>of(), null));
    }

    private Chain ended(Path folder) {
        assertThat(
                        until(
                                PATIENCE,
                                () ->
                                        Chain.read(folder.resolve(Journal.FILE))
                                                        .last(Events.ENDED)
                                                        .isPresent()
                                                && !Files.exists(folder.resolve(LeaseFile.NAME))))
                .isTrue();
        return Chain.read(folder.resolve(Journal.FILE));
    }

    /** What it started, its watchdog left out. */
    private static List<ProcessHandle> servers(Process runner) {
        return runner.descendants()
                .filter(
                        process ->
                                process.info()
                                        .command()
                                        .filter(command -> !command.endsWith("java"))
                                        .isPresent())
                .toList();
    }

    private static boolean noneAlive(List<ProcessHandle> servers) {
        return servers.stream().noneMatch(ProcessHandle::isAlive);
    }

    private static boolean until(Duration patience, BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            try {
                if (System.nanoTime() > end || never.await(50, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}

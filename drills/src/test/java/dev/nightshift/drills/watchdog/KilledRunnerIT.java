package dev.nightshift.drills.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightshift.drills.experiment.FaultName;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.run.SafetyLever;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whoever kills the runner of a drill in the middle of a fault leaves nothing broken. */
class KilledRunnerIT {
    @TempDir private Path dir = Path.of(".");

    /** Faults that can be there at the same time, each list in one lab. */
    private static final List<List<FaultName>> TOGETHER =
            List.of(
                    List.of(
                            FaultName.REFUSE,
                            FaultName.RESET,
                            FaultName.FREEZE,
                            FaultName.LATENCY,
                            FaultName.BANDWIDTH,
                            FaultName.CUT_AFTER_BYTES),
                    List.of(
                            FaultName.MONGO_LAG,
                            FaultName.REDIS_CLIENT_PAUSE,
                            FaultName.MONGO_STEP_DOWN),
                    List.of(FaultName.REDIS_KILL, FaultName.MONGO_KILL_PRIMARY),
                    List.of(FaultName.MONGO_LOSE_MAJORITY));

    /** A runner in the middle of its faults. */
    private record Killed(List<FaultName> faults, Runner runner, Process process) {}

    @Test
    void inTheMiddleOfEachFaultItsServersEndAndItsJournalSaysSo() throws Exception {
        assertThat(TOGETHER.stream().flatMap(List::stream))
                .containsExactlyInAnyOrder(FaultName.values());
        List<Killed> all = new ArrayList<>();
        for (List<FaultName> faults : TOGETHER) {
            Runner runner = new Runner(dir.resolve("lab-" + all.size()));
            all.add(new Killed(faults, runner, runner.start(faults)));
        }
        for (Killed one : all) {
            Path folder = one.runner().injected(one.process(), one.faults().size());
            List<ProcessHandle> servers = servers(one.process());
            // The simulated members of MongoDB live in the runner; Redis is the one beside it.
            assertThat(servers.isEmpty()).isEqualTo(one.faults().contains(FaultName.REDIS_KILL));

            one.process().destroyForcibly().waitFor();

            Chain chain = Runner.ended(folder);
            assertThat(chain.isWhole()).isTrue();
            assertThat(chain.last(Events.ENDED).orElseThrow().text("state"))
                    .isEqualTo("HEALED_BY_WATCHDOG");
            assertThat(chain.all(Events.HEALED))
                    .extracting(line -> line.text("fault"))
                    .containsAll(one.faults().stream().map(FaultName::word).toList());
            assertThat(Runner.until(() -> noneAlive(servers))).isTrue();
            assertThat(folder.resolve(LeaseFile.NAME)).doesNotExist();
            assertThat(new WorkFolder(folder).path()).doesNotExist();
        }
    }

    @Test
    void whoeverKillsItWhileItsLabStartsLeavesNoServer() throws Exception {
        Path hang = Files.createFile(dir.resolve(RunnerProcess.HANG));
        Runner runner = new Runner(dir);
        Process process = runner.start(FaultName.REFUSE);
        assertThat(Runner.until(() -> !process.isAlive() || !Files.exists(hang))).isTrue();
        List<ProcessHandle> servers = servers(process);
        assertThat(servers).isNotEmpty();
        Path folder = runner.folder().orElseThrow();

        process.destroyForcibly().waitFor();

        assertThat(Runner.until(() -> noneAlive(servers))).isTrue();
        assertThat(Runner.until(() -> !Files.exists(folder.resolve(LeaseFile.NAME)))).isTrue();
        assertThat(new WorkFolder(folder).path()).doesNotExist();
    }

    @Test
    void oneThatIsAskedToEndAndDoesNotHealIsHealed() throws Exception {
        Runner runner = new Runner(dir);
        Process process = runner.start(FaultName.REFUSE);
        Path folder = runner.injected(process, 1);
        List<ProcessHandle> servers = servers(process);

        process.destroy();
        process.waitFor();

        assertThat(Runner.ended(folder).last(Events.ENDED).orElseThrow().text("state"))
                .isEqualTo("HEALED_BY_WATCHDOG");
        assertThat(Runner.until(() -> noneAlive(servers))).isTrue();
        assertThat(new WorkFolder(folder).path()).doesNotExist();
    }

    @Test
    void stopAllEndsTheDrillOfAnotherProcess() throws Exception {
        Runner runner = new Runner(dir);
        Process process = runner.start(FaultName.REFUSE);
        Path folder = runner.injected(process, 1);

        SafetyLever.Stopped stopped =
                new Drills(dir, InstantSource.system()).lever().pull("ops", Runner.PATIENCE);

        assertThat(stopped.stopped()).containsExactly(String.valueOf(folder.getFileName()));
        assertThat(stopped.left()).isEmpty();
        assertThat(process.waitFor(Runner.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Chain chain = Chain.read(folder.resolve(Journal.FILE));
        assertThat(chain.last(Events.ENDED).orElseThrow().text("state")).isEqualTo("ABORTED");
        assertThat(chain.last(Events.ENDED).orElseThrow().text("reason"))
                .isEqualTo("stop-all by ops");
        assertThat(chain.all(Events.HEALED)).hasSize(1);
    }

    @Test
    void serversThatOthersUseGoOnWhenALiveRunnerIsKilled() throws Exception {
        try (Lab configured =
                Lab.start(
                        dir.resolve("configured"),
                        LabSettings.simulated(Duration.ofSeconds(1), InstantSource.system()))) {
            List<FaultName> faults =
                    List.of(FaultName.MONGO_STEP_DOWN, FaultName.REDIS_CLIENT_PAUSE);
            Runner runner = new Runner(dir);
            Process process = runner.start(faults, configured.redisUri(), configured.mongoUri());
            Path folder = runner.injected(process, 2);

            process.destroyForcibly().waitFor();

            Chain chain = Runner.ended(folder);
            assertThat(chain.last(Events.ENDED).orElseThrow().text("state"))
                    .isEqualTo("HEALED_BY_WATCHDOG");
            assertThat(chain.all(Events.HEALED))
                    .extracting(line -> line.text("fault"), line -> line.text("by"))
                    .contains(
                            tuple("redis-client-pause", "watchdog"),
                            tuple("mongo-step-down", "watchdog"));
            try (MongoStores mongo = MongoStores.open(configured.mongoUri());
                    RedisStores stores =
                            RedisStores.open(
                                    configured.redisUri(),
                                    RedisOptions.defaults(),
                                    System::nanoTime)) {
                TenantContext company =
                        new TenantContext(new CompanyId("demo"), "r", "drill", "tester");
                assertThat(new TenantCache(stores, mongo.platform()).keepSession(company, "s", "v"))
                        .isTrue();
                mongo.tenants().collection(company, "leads").upsertById(new Document("_id", "one"));
            }
        }
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
}

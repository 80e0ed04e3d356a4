package dev.nightshift.drills.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A watchdog, a process of its own, and the runner that it watches: this one. */
@Timeout(120)
class WatchdogIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Instant LATE = Instant.parse("2999-01-01T00:00:00Z");
    private static final LeaseFile.Fault SERVERS =
            new LeaseFile.Fault("servers", LATE, Undo.endServers(Path.of("/nowhere/lab")));

    @TempDir private Path dir = Path.of(".");

    private LeaseFile begun() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("drill"));
        try (Journal journal = Journal.begin(folder, CLOCK, 0)) {
            journal.write(Events.BEGAN, Map.of("drillId", "drill"));
        }
        return new LeaseFile(folder);
    }

    private static LeaseFile.Fault paused(String redis, Instant until) {
        return new LeaseFile.Fault("the pause", until, Undo.redisUnpause(redis));
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            var _ = never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void itEndsWithADrillThatLeavesNothing() throws Exception {
        LeaseFile leases = begun();
        Watchdog watchdog = Watchdog.start(leases, List.of(SERVERS));
        assertThat(watchdog.isThere()).isTrue();

        watchdog.close();

        until(() -> !watchdog.isThere());
        assertThat(leases.folder().resolve(LeaseFile.NAME)).doesNotExist();
    }

    @Test
    void whatARunnerHoldsLongerThanItsLeaseIsHealedThoughItLives() throws Exception {
        LeaseFile leases = begun();
        try (EmbeddedRedis redis =
                        EmbeddedRedis.start(dir.resolve("redis"), dir.resolve("bin"), "secret");
                Watchdog watchdog = Watchdog.start(leases, List.of())) {
            leases.hold(List.of(paused(redis.uri(), Instant.EPOCH)));

            until(leases::healedByWatchdog);

            assertThat(watchdog.isThere()).isTrue();
            assertThat(leases.read().orElseThrow().runnerLives()).isTrue();
            leases.hold(List.of());
        }
        assertThat(leases.folder().resolve(LeaseFile.NAME)).doesNotExist();
    }

    @Test
    void itGoesOnUntilWhatItsRunnerLeftIsHealed() throws Exception {
        LeaseFile leases = begun();
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(dir.resolve("redis"), dir.resolve("bin"), "secret")) {
            String uri = redis.uri();
            ProcessHandle server = ProcessHandle.of(redis.pid()).orElseThrow();
            server.destroyForcibly();
            server.onExit().get();
            Watchdog watchdog = Watchdog.start(leases, List.of(SERVERS));
            leases.hold(List.of(SERVERS, paused(uri, LATE)));

            watchdog.close();

            assertThat(watchdog.isThere()).isTrue();
            assertThat(leases.read().orElseThrow().runnerLives()).isFalse();
            assertThat(new Healing(CLOCK).sweep(dir)).isEmpty();
            redis.restartIfDead();
            until(() -> !watchdog.isThere());
            Chain chain = Chain.read(leases.folder().resolve(Journal.FILE));
            assertThat(chain.isWhole()).isTrue();
            assertThat(chain.all(Events.HEALED))
                    .extracting(line -> line.text("fault"))
                    .containsExactly("the pause", "servers");
            assertThat(leases.folder().resolve(LeaseFile.NAME)).doesNotExist();
        }
    }
}

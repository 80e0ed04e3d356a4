package dev.nightshift.drills.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

class HealingTest {
    private static final Instant NOW = Instant.parse("2026-10-03T03:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir private Path dir = Path.of(".");

    private LeaseFile leftBy(String drill, LeaseFile.Fault... faults) throws Exception {
        Path folder = Files.createDirectories(dir.resolve(drill));
        try (Journal journal = Journal.begin(folder, CLOCK, 0)) {
            journal.write(Events.BEGAN, Map.of("drillId", drill));
        }
        LeaseFile leases = new LeaseFile(folder);
        leases.hold(List.of(faults));
        leases.giveUp();
        return leases;
    }

    private static LeaseFile.Fault ofServers() {
        return new LeaseFile.Fault("the kill", NOW, Undo.endServers(Path.of("/nowhere/lab")));
    }

    private static LeaseFile.Fault ofProxies() {
        return new LeaseFile.Fault("the freeze", NOW, Undo.nothing());
    }

    @Test
    void ofManyAtOnceOneHealsADrill() throws Exception {
        int healers = 8;
        for (int round = 0; round < 20; round++) {
            LeaseFile leases = leftBy("drill-" + round, ofServers(), ofProxies());
            CountDownLatch all = new CountDownLatch(healers);
            List<FutureTask<List<String>>> sweeps = new ArrayList<>();
            for (int healer = 0; healer < healers; healer++) {
                FutureTask<List<String>> sweep =
                        new FutureTask<>(
                                () -> {
                                    all.countDown();
                                    all.await();
                                    return new Healing(CLOCK).sweep(dir);
                                });
                Thread.ofPlatform().start(sweep);
                sweeps.add(sweep);
            }
            List<String> healed = new ArrayList<>();
            for (FutureTask<List<String>> sweep : sweeps) {
                healed.addAll(sweep.get());
            }

            assertThat(healed).containsExactly("drill-" + round);
            Chain chain = Chain.read(leases.folder().resolve(Journal.FILE));
            assertThat(chain.isWhole()).isTrue();
            assertThat(chain.all(Events.HEALED))
                    .extracting(line -> line.text("fault") + " by " + line.text("by"))
                    .containsExactly("the freeze by process", "the kill by sweep");
            assertThat(chain.all(Events.ENDED)).hasSize(1);
        }
    }

    @Test
    void whoeverHealsHasTheDrillAlone() throws Exception {
        LeaseFile leases = leftBy("drill", ofServers());
        try (FolderLock other = FolderLock.tryTake(Healing.lockOf(leases.folder())).orElseThrow()) {
            assertThat(other).isNotNull();
            assertThat(new Healing(CLOCK).heal(leases, "sweep")).isFalse();
            assertThat(FolderLock.tryTake(Healing.lockOf(leases.folder()))).isEmpty();
        }
        assertThat(new Healing(CLOCK).heal(leases, "sweep")).isTrue();
        assertThat(new Healing(CLOCK).heal(leases, "sweep")).isFalse();
        assertThat(Healing.holding(dir)).isEmpty();
    }

    @Test
    void whatARunnerThatLivesHoldsTooLongIsHealedOnceWhereItCanBe() throws Exception {
        LeaseFile leases = new LeaseFile(dir);
        leases.hold(List.of(ofProxies()));
        Healing early = new Healing(CLOCK);
        Healing late = new Healing(InstantSource.fixed(NOW.plusSeconds(6)));

        assertThat(late.healOverdue(leases, leases.read().orElseThrow())).isFalse();
        assertThat(leases.healedByWatchdog()).isFalse();

        leases.hold(List.of(ofProxies(), ofServers()));
        assertThat(early.healOverdue(leases, leases.read().orElseThrow())).isFalse();
        assertThat(late.healOverdue(leases, leases.read().orElseThrow())).isTrue();
        assertThat(leases.healedByWatchdog()).isTrue();
        assertThat(late.healOverdue(leases, leases.read().orElseThrow())).isFalse();
        assertThat(late.heal(leases, "sweep")).isFalse();
    }
}

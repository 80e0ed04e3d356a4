package dev.nightshift.drills.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.watchdog.Healing;
import dev.nightshift.drills.watchdog.LeaseFile;
import dev.nightshift.drills.watchdog.WorkFolder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** No fault without somebody who takes it back, and no drill while one is left. */
@Timeout(180)
class UndoIsCertainIT {
    private static final InstantSource CLOCK = InstantSource.system();

    /** Nobody listens there. */
    private static final String NOWHERE = "redis://:secret@127.0.0.1:1";

    private static final String LEFT =
            """
            {"pid": 0, "started": "1970-01-01T00:00:00Z", "faults": [{"name": "the pause",
             "until": "2026-10-03T03:00:00Z", "undo": %s}]}
            """;

    @TempDir private Path dir = Path.of(".");

    private final FakeSurroundings around = new FakeSurroundings();

    private Drills drills() {
        return new Drills(dir, CLOCK, Drills.NEEDED_BYTES, FakeSurroundings.STEADY);
    }

    private DrillResult run() {
        return drills().run(
                        new DrillOrder(
                                Experiments.shipped().show("redis-outage"),
                                false,
                                "tester",
                                List.of(),
                                0.01),
                        around,
                        StopSource.NEVER);
    }

    private Path left(String undo) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("drills").resolve("an-old-drill"));
        try (Journal journal = Journal.begin(folder, CLOCK, 0)) {
            journal.write(Events.BEGAN, java.util.Map.of("drillId", "an-old-drill"));
        }
        Files.writeString(folder.resolve(LeaseFile.NAME), LEFT.formatted(undo));
        return folder;
    }

    private List<LeaseFile.Fault> leased() {
        try (Stream<Path> drills = Files.list(dir.resolve("drills"))) {
            return drills.filter(Files::isDirectory)
                    .flatMap(folder -> new LeaseFile(folder).read().stream())
                    .flatMap(held -> held.faults().stream())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void aFaultIsLeasedBeforeItIsThere() {
        List<LeaseFile.Fault> atThatTime = new ArrayList<>();
        around.target.injecting = request -> atThatTime.addAll(leased());
        around.target.undo = Undo.redisUnpause(NOWHERE);

        assertThat(run().state()).isEqualTo(DrillState.PASSED);

        assertThat(atThatTime)
                .extracting(LeaseFile.Fault::name)
                .containsExactly("servers of the lab", "Redis refuses connections");
        assertThat(atThatTime.getLast().undo()).isEqualTo(around.target.undo);
    }

    @Test
    void aFaultThatCannotBeLeasedIsNotInjected() {
        around.workload.starting =
                () -> {
                    try (Stream<Path> drills = Files.list(dir.resolve("drills"))) {
                        for (Path folder : drills.filter(Files::isDirectory).toList()) {
                            // What the lease is written to first.
                            Files.createDirectories(folder.resolve(LeaseFile.NAME + ".part/full"));
                        }
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                };
        List<String> injected = new ArrayList<>();
        around.target.injecting = request -> injected.add(request.name());

        DrillResult result = run();

        assertThat(result.state()).isEqualTo(DrillState.INCOMPLETE);
        assertThat(result.reason()).contains("The lease of a fault cannot be kept");
        assertThat(injected).isEmpty();
    }

    @Test
    void aFaultThatCouldNotBeDoneIsNotLeased() {
        List<LeaseFile.Fault> atTheEnd = new ArrayList<>();
        around.target.injecting =
                request -> {
                    throw new IllegalStateException("no");
                };
        around.workload.finishing = () -> atTheEnd.addAll(leased());

        assertThat(run().state()).isEqualTo(DrillState.INCOMPLETE);

        assertThat(atTheEnd)
                .extracting(LeaseFile.Fault::name)
                .containsExactly("servers of the lab");
        assertThat(Healing.holding(dir.resolve("drills"))).isEmpty();
    }

    @Test
    void noDrillBeginsWhileAFaultIsLeftAndTheLeverStaysPulled() throws Exception {
        Path folder = left("{\"kind\": \"redis-unpause\", \"uri\": \"" + NOWHERE + "\"}");

        assertThatThrownBy(this::run)
                .hasMessageContaining("faults of an-old-drill are not taken back");
        assertThat(around.target.closed).isFalse();
        SafetyLever.Stopped stuck = drills().lever().pull("ops", Duration.ofMillis(10));
        assertThat(stuck.left()).containsExactly("an-old-drill");
        assertThat(stuck.stopped()).isEmpty();

        Files.writeString(
                folder.resolve(LeaseFile.NAME), LEFT.formatted("{\"kind\": \"nothing\"}"));
        assertThatThrownBy(this::run).hasMessageContaining("the safety lever is pulled");
        assertThat(Chain.read(folder.resolve(Journal.FILE)).last(Events.ENDED)).isPresent();
        assertThat(drills().lever().pull("ops", Duration.ofMinutes(1)).left()).isEmpty();
        assertThat(run().state()).isEqualTo(DrillState.PASSED);
    }

    @Test
    void aLeverThatAKilledStopAllLeftIsPutBackByTheNext() throws Exception {
        Path home = Files.createDirectories(dir.resolve("drills"));
        Files.writeString(home.resolve("stop-all"), "ops");
        assertThatThrownBy(this::run).hasMessageContaining("(stop-all by ops)");

        SafetyLever.Stopped stopped = drills().lever().pull("ops", Duration.ofMinutes(1));

        assertThat(stopped).isEqualTo(new SafetyLever.Stopped(List.of(), List.of(), List.of()));
        assertThat(run().state()).isEqualTo(DrillState.PASSED);
    }

    @Test
    void aDrillThatIsOnlyBeginningIsStoppedBeforeItsFirstFault() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        around.refusals.add(
                order -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException asked) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.empty();
                });
        CompletableFuture<DrillResult> drill = CompletableFuture.supplyAsync(this::run);
        begun.await();
        assertThat(drills().lever().pull("ops", Duration.ofMillis(10)).left())
                .containsExactly("a drill that is only beginning, or just ending");
        CompletableFuture<SafetyLever.Stopped> stopped =
                CompletableFuture.supplyAsync(
                        () -> drills().lever().pull("ops", Duration.ofMinutes(2)));

        goOn.countDown();

        assertThat(drill.join().state()).isEqualTo(DrillState.ABORTED);
        assertThat(Chain.read(drill.join().folder().resolve(Journal.FILE)).all(Events.INJECTING))
                .isEmpty();
        assertThat(stopped.join().left()).isEmpty();
    }

    @Test
    void theLedgerOfWritesIsKeptWithItsHashAndTheRestGoes() throws Exception {
        around.workload.finishing =
                () -> {
                    try (Stream<Path> drills = Files.list(dir.resolve("drills"))) {
                        for (Path folder : drills.filter(Files::isDirectory).toList()) {
                            Path load = Files.createDirectories(new WorkFolder(folder).load());
                            Files.writeString(load.resolve(WorkFolder.LEDGER), "hello\n");
                        }
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                };

        DrillResult result = run();

        assertThat(result.folder().resolve(WorkFolder.LEDGER)).hasContent("hello\n");
        assertThat(new WorkFolder(result.folder()).path()).doesNotExist();
        assertThat(
                        Chain.read(result.folder().resolve(Journal.FILE))
                                .last(Events.KEPT)
                                .orElseThrow()
                                .text("sha256"))
                .isEqualTo("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    }
}

package dev.nightshift.drills.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.DrillSummary;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalLine;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.watchdog.LeaseFile;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Drills with a real watchdog over servers that are only thought of. */
class DrillsIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Experiment REDIS = Experiments.shipped().show("redis-outage");

    @TempDir private Path dataDir = Path.of(".");

    private final FakeSurroundings around = new FakeSurroundings();

    private Drills drills() {
        return new Drills(dataDir, CLOCK, Drills.NEEDED_BYTES, FakeSurroundings.STEADY);
    }

    private static DrillOrder order() {
        return new DrillOrder(REDIS, false, "tester", List.of("Ada", "Grace"), 0.01);
    }

    private static Chain journal(DrillResult result) {
        return Chain.read(result.folder().resolve(Journal.FILE));
    }

    @Test
    void aDrillThatHoldsPassesAndLeavesItsEvidence() throws IOException {
        DrillResult result = drills().run(order(), around, StopSource.NEVER);

        Chain chain = journal(result);
        assertThat(result.reason()).isEmpty();
        assertThat(result.state()).isEqualTo(DrillState.PASSED);
        assertThat(chain.isWhole()).isTrue();
        assertThat(chain.head()).isEqualTo(result.head());
        assertThat(chain.all(Events.MARK).stream().map(line -> line.text("mark")))
                .contains("detected", "circuit_open", "circuit_closed", "steady");
        assertThat(Evidence.of(chain).rtoMs()).isBetween(1L, 30_000L);
        assertThat(result.folder().resolve(LeaseFile.NAME)).doesNotExist();
        for (String file : List.of("report.md", "report.html", "report.pdf", "journal.json")) {
            assertThat(result.folder().resolve(file)).isNotEmptyFile();
        }
        // That a write whose outcome was not told is there breaks nothing.
        assertThat(Files.readString(result.folder().resolve("report.md")))
                .contains(
                        "| Of these found, which is no fault | 1 |",
                        "- None: every expectation was met.",
                        "- For information: writes whose outcome was not told, and that are there:"
                                + " 1.");
        assertThat(around.target.closed).isTrue();
        assertThat(around.muted).containsExactly("opened", "closed");
        assertThat(drills().list())
                .singleElement()
                .extracting(DrillSummary::state)
                .isEqualTo("PASSED");
    }

    @Test
    void aBrokenHypothesisFailsAndIsRolledBackAllTheSame() {
        around.workload.lost = 2;

        DrillResult result = drills().run(order(), around, StopSource.NEVER);

        assertThat(result.state()).isEqualTo(DrillState.FAILED);
        assertThat(result.reason())
                .contains("every acknowledged write is found", "acknowledged writes are lost");
        assertThat(around.target.broken).isEmpty();
        assertThat(around.workload.purges.get()).isEqualTo(2);
    }

    @Test
    void aRefusedWriteThatIsThereOneThatIsThereTwiceAndARepeatThatGetsThroughFailIt()
            throws IOException {
        around.workload.ghost = 2;
        around.workload.duplicate = 1;
        around.workload.letThrough = 1;

        DrillResult result = drills().run(order(), around, StopSource.NEVER);

        assertThat(result.state()).isEqualTo(DrillState.FAILED);
        assertThat(result.reason())
                .contains(
                        "writes that were refused are there all the same",
                        "writes are there more than once",
                        "no repeat of a submit gets through while Redis answers");
        assertThat(Files.readString(result.folder().resolve("report.md")))
                .contains(
                        "- Writes that were refused and are there all the same: 2.",
                        "- Writes that are there more than once: 1.",
                        "- For information: writes whose outcome was not told, and that are there:"
                                + " 1.");
    }

    @Test
    void whoDoesNotGetTheServersIsRefusedAndThatIsRecorded() {
        around.taken = "ada's drill is at work on these servers";

        assertThatThrownBy(() -> drills().run(order(), around, StopSource.NEVER))
                .hasMessageContaining("ada's drill");

        assertThat(around.target.closed).isFalse();
        assertThat(drills().list())
                .singleElement()
                .extracting(DrillSummary::state, DrillSummary::simulated)
                .containsExactly("REFUSED", false);
    }

    @Test
    void whatIsRefusedByThePreflightSaysWhatItWouldHaveBeenDoneTo() throws IOException {
        around.preflight.add(order -> Optional.of("It lags."));

        assertThatThrownBy(() -> drills().run(order(), around, StopSource.NEVER))
                .hasMessageContaining("It lags.");

        JournalLine began =
                Chain.read(drills().folders().getFirst().resolve(Journal.FILE)).lines().getFirst();
        assertThat(began.yes("opened")).isTrue();
        assertThat(began.yes("simulated")).isEqualTo(around.target.simulated());
    }

    @Test
    void whatOldLabsLeftGoesWithTheNextDrill() throws IOException {
        Path old = Files.createDirectories(dataDir.resolve("labs/lab-1760000000000/redis"));
        Files.writeString(old.resolve("dump.rdb"), "old");
        Path drill = Files.createDirectories(dataDir.resolve("drills/an-old-drill"));
        Files.createDirectories(new WorkFolder(drill).path().resolve("mongodb"));
        Path held = Files.createDirectories(dataDir.resolve("labs/not-ours"));

        var _ = drills().run(order(), around, StopSource.NEVER);

        assertThat(old.getParent()).doesNotExist();
        assertThat(new WorkFolder(drill).path()).doesNotExist();
        assertThat(held).exists();
    }

    @Test
    void aDrillThatLosesTheServersEndsEarlyAndGivesThemBack() {
        around.lost = () -> !around.target.broken.isEmpty();

        DrillResult result =
                drills().run(
                                new DrillOrder(REDIS, false, "tester", List.of(), 1),
                                around,
                                StopSource.NEVER);

        assertThat(result.state()).isEqualTo(DrillState.ABORTED);
        assertThat(result.reason()).isEqualTo("the servers were lost");
        assertThat(around.target.broken).isEmpty();
        assertThat(around.muted).containsExactly("opened", "closed");
        assertThat(around.released).isTrue();
    }

    @Test
    void withoutASteadyStateToBeginWithNothingIsBroken() {
        around.workload.always.put(Measure.READ_P95_MS, 900.0);

        DrillResult result =
                new Drills(
                                dataDir,
                                CLOCK,
                                Drills.NEEDED_BYTES,
                                new Steadiness(Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO))
                        .run(order(), around, StopSource.NEVER);

        assertThat(result.state()).isEqualTo(DrillState.INCOMPLETE);
        assertThat(journal(result).all(Events.INJECTING)).isEmpty();
    }

    @Test
    void aStopConditionEndsTheDrillAndHeals() {
        DrillOrder slow = new DrillOrder(REDIS, false, "tester", List.of(), 1);
        CompletableFuture<DrillResult> running =
                CompletableFuture.supplyAsync(
                        () ->
                                drills().run(
                                                slow,
                                                around,
                                                () ->
                                                        around.target.broken.isEmpty()
                                                                ? Optional.empty()
                                                                : Optional.of("somebody says so")));

        DrillResult result = running.join();

        assertThat(result.state()).isEqualTo(DrillState.ABORTED);
        assertThat(result.reason()).isEqualTo("somebody says so");
        assertThat(around.target.broken).isEmpty();
        assertThat(journal(result).all(Events.HEALED))
                .singleElement()
                .extracting(line -> line.text("by"))
                .isEqualTo("rollback");
    }

    @Test
    void theSafetyLeverEndsItFromOutside() {
        DrillOrder slow = new DrillOrder(REDIS, false, "tester", List.of(), 1);
        CompletableFuture<DrillResult> running =
                CompletableFuture.supplyAsync(() -> drills().run(slow, around, StopSource.NEVER));
        assertThat(Waiting.until(Duration.ofSeconds(20), () -> !around.target.broken.isEmpty()))
                .isTrue();

        assertThatThrownBy(() -> drills().run(order(), around, StopSource.NEVER))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.DRILL_REFUSED))
                .hasMessageContaining("Another drill is at work");
        SafetyLever.Stopped stopped = drills().lever().pull("ops", Duration.ofSeconds(20));

        assertThat(running.join().state()).isEqualTo(DrillState.ABORTED);
        assertThat(running.join().reason()).isEqualTo("stop-all by ops");
        assertThat(stopped.stopped()).hasSize(1);
        assertThat(stopped.left()).isEmpty();
        assertThat(around.target.broken).isEmpty();
    }

    @Test
    void whatStandsAgainstADrillIsRecordedAndNothingIsBroken() {
        around.refusals.add(order -> Optional.of("A backfill is at work."));

        assertThatThrownBy(() -> drills().run(order(), around, StopSource.NEVER))
                .hasMessageContaining("A backfill is at work.");

        assertThat(drills().list())
                .singleElement()
                .extracting(DrillSummary::state)
                .isEqualTo("REFUSED");
    }

    @Test
    void whatBeganBeforeTheClaimCouldBeSeenStandsAgainstALiveDrill() {
        around.refusals.add(
                order -> around.claimed ? Optional.of("A backfill is at work.") : Optional.empty());

        assertThatThrownBy(
                        () ->
                                drills().run(
                                                new DrillOrder(REDIS, true, "tester", List.of(), 0),
                                                around,
                                                StopSource.NEVER))
                .hasMessageContaining("A backfill is at work.");

        assertThat(around.released).isTrue();
        assertThat(around.target.broken).isEmpty();
    }

    @Test
    void aDiskWithoutRoomRefusesTheDrill() {
        assertThatThrownBy(
                        () ->
                                new Drills(
                                                dataDir,
                                                CLOCK,
                                                Long.MAX_VALUE / 2,
                                                FakeSurroundings.STEADY)
                                        .run(order(), around, StopSource.NEVER))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        full -> assertThat(full.code()).isEqualTo(FailureCode.DISK_FULL));
        assertThat(around.target.closed).isFalse();
    }

    @Test
    void aFaultThatDoesNotHealAtOnceIsHealedOnTheNextTry() {
        around.target.stuck.add("refuse");

        DrillResult result = drills().run(order(), around, StopSource.NEVER);

        assertThat(around.target.broken).isEmpty();
        assertThat(journal(result).all(Events.NOT_HEALED)).hasSize(1);
        assertThat(result.state()).isEqualTo(DrillState.PASSED);
    }
}

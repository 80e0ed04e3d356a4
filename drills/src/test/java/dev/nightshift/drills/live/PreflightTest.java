package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What stands against a drill. */
class PreflightTest {
    private static final DrillOrder ORDER =
            DrillOrder.inLab(Experiments.shipped().show("mongodb-primary"), "tester");

    private static MemberHealth member(String host, String state, boolean healthy, int lag) {
        return new MemberHealth(host, state, healthy, Optional.of(Duration.ofSeconds(lag)));
    }

    private static Optional<String> ill(MemberHealth... members) {
        return Preflight.membersAreWell(() -> List.of(members)).against(ORDER);
    }

    @Test
    void aSetThatIsWellIsFine() {
        assertThat(ill(member("a:1", "PRIMARY", true, 0), member("b:1", "SECONDARY", true, 9)))
                .isEmpty();
        assertThat(ill()).isEmpty();
    }

    @Test
    void anIllOrLateMemberAndAMissingPrimaryAreNamed() {
        assertThat(ill(member("a:1", "PRIMARY", true, 0), member("b:1", "DOWN", false, 0)))
                .contains("The member b:1 of the replica set is not healthy.");
        assertThat(ill(member("a:1", "PRIMARY", true, 0), member("b:1", "SECONDARY", true, 10)))
                .contains("The member b:1 is 10 s behind the primary; less than 10 are needed.");
        assertThat(ill(member("b:1", "SECONDARY", true, 0)))
                .contains("The replica set has no primary.");
    }

    @Test
    void aFaultThatTheTargetCannotDoIsNamed() {
        assertThat(Preflight.canDo(() -> Set.of("refuse", "mongo-step-down")).against(ORDER))
                .contains(
                        "The fault mongo-kill-primary cannot be done to this target, only"
                                + " mongo-step-down, refuse.");
    }

    @Test
    void aLiveDrillLeavesOutWhatIsForALabOnly() {
        assertThat(
                        Preflight.canDo(() -> Set.of("refuse", "mongo-step-down"))
                                .against(live(Experiments.shipped().show("mongodb-primary"))))
                .isEmpty();
    }

    @Test
    void withoutASecondMemberNoPrimaryCanStepDown() {
        assertThat(
                        Preflight.canDo(() -> Set.of("refuse"))
                                .against(live(Experiments.shipped().show("mongodb-primary"))))
                .contains(
                        "The step 'the primary steps down' (mongo-step-down) cannot be done live:"
                                + " no second member could take over from the configured MongoDB.");
    }

    @Test
    void aLiveDrillEndsNoServer() {
        Experiment marked = Experiments.shipped().show("mongodb-primary");
        Experiment unmarked = with(marked, Set.of());
        Set<String> all = Set.copyOf(marked.method().stream().map(Step::name).toList());

        assertThat(Preflight.canDo(() -> Set.of("mongo-step-down")).against(live(unmarked)))
                .contains(
                        "The step 'the primary is killed' (mongo-kill-primary) cannot be done live:"
                            + " a live drill ends no server that it did not start. Run the drill in"
                            + " the lab, or mark the step x-lab-only: true and a live drill leaves"
                            + " it out.");
        assertThat(
                        Preflight.canDo(() -> Set.of("mongo-step-down"))
                                .against(live(with(marked, all))))
                .contains("All its faults are for a lab only: there is nothing to do live.");
    }

    private static DrillOrder live(Experiment experiment) {
        return new DrillOrder(experiment, true, "tester", List.of(), 1);
    }

    private static Experiment with(Experiment from, Set<String> labOnly) {
        return new Experiment(
                from.name(),
                from.title(),
                from.description(),
                from.tags(),
                from.hypothesis(),
                from.method(),
                from.rollbacks(),
                labOnly,
                from.terms(),
                from.place(),
                from.sha256());
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThat(
                        Preflight.hasServers(() -> Set.of("mongo", "mongo-primary"))
                                .against(live(Experiments.shipped().show("redis-outage"))))
                .contains(
                        "The step 'Redis refuses connections' aims at redis, which there is not,"
                                + " only mongo, mongo-primary.");
        assertThat(
                        Preflight.hasServers(() -> Set.of("redis"))
                                .against(live(Experiments.shipped().show("redis-outage"))))
                .isEmpty();
    }

    @Test
    void runsInProgressAreNamed() {
        assertThat(
                        Preflight.nothingRuns(
                                        () -> List.of("backfill (run 7)"), "A backfill is at work")
                                .against(ORDER))
                .contains("A backfill is at work: backfill (run 7).");
        assertThat(Preflight.nothingRuns(List::of, "Runs").against(ORDER)).isEmpty();
    }

    @Test
    void aSpentBudgetIsToldAndAnUnknownOneIsNot() {
        assertThat(Preflight.budgetIsLeft(() -> Optional.of(0.0)).against(ORDER)).isPresent();
        assertThat(Preflight.budgetIsLeft(() -> Optional.of(12.5)).against(ORDER)).isEmpty();
        assertThat(Preflight.budgetIsLeft(Optional::empty).against(ORDER)).isEmpty();
    }
}

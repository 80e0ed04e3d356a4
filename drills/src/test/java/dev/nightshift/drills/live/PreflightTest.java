package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.run.DrillOrder;
import dev.nightshift.platform.mongo.MemberHealth;

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

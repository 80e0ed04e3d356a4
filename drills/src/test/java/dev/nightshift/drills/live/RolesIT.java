package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.platform.stack.Endpoints;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Faults that aim at a role hurt whoever has it then, in a lab and live. */
@Timeout(120)
class RolesIT {
    @TempDir private Path dir = Path.of("");

    private static String hurt(Target target, String role) {
        Applied fault =
                target.inject(new FaultRequest("latency", Map.of("target", role, "millis", 1)));
        fault.heal();
        return fault.on();
    }

    @Test
    void thePrimaryIsLookedUpWhenTheFaultIsInjectedInALabAndLive() {
        try (Lab lab =
                        Lab.start(
                                dir,
                                LabSettings.simulated(
                                        Duration.ofMillis(500), InstantSource.system()));
                LiveTarget live =
                        LiveTarget.open(
                                new Endpoints(
                                        lab.mongoUri(), lab.redisUri(), "", "", "", "a lab"))) {
            assertThat(lab.servers())
                    .isEqualTo(live.servers())
                    .containsExactlyInAnyOrder(
                            "redis",
                            "mongo",
                            "mongo-primary",
                            "mongo-secondary",
                            "mongo-1",
                            "mongo-2",
                            "mongo-3");
            String first = hurt(lab, "mongo-primary");
            assertThat(first).isIn("mongo-1", "mongo-2", "mongo-3");
            assertThat(hurt(live, "mongo-primary")).startsWith(first + " (127.0.0.1:");
            assertThat(hurt(lab, "mongo-secondary")).startsWith("mongo-").isNotEqualTo(first);
            assertThat(hurt(live, "mongo-secondary")).doesNotStartWith(first);
            assertThat(hurt(lab, "redis")).isEqualTo("redis");
            assertThat(hurt(lab, "mongo")).isEqualTo("mongo-1, mongo-2, mongo-3");

            Applied stepDown = live.inject(new FaultRequest("mongo-step-down", Map.of()));
            assertThat(stepDown.on()).startsWith(first + " (");
            String second = awaitPrimary(lab);
            assertThat(second).isNotEqualTo(first);
            assertThat(hurt(live, "mongo-primary")).startsWith(second + " (");
            stepDown.heal();

            Applied kill = lab.inject(new FaultRequest("mongo-kill-primary", Map.of()));
            assertThat(kill.on()).isEqualTo(second);
            kill.heal();
            awaitPrimary(lab);
            Applied majority = lab.inject(new FaultRequest("mongo-lose-majority", Map.of()));
            Set<String> gone = new HashSet<>(Set.of(majority.on().split(", ")));
            assertThat(gone).hasSize(2).isSubsetOf("mongo-1", "mongo-2", "mongo-3");
            majority.heal();
        }
    }

    private static String awaitPrimary(Lab lab) {
        while (true) {
            try {
                return hurt(lab, "mongo-primary");
            } catch (dev.nightshift.platform.failure.NightshiftException none) {
                assertThat(none).hasMessageContaining("the replica set has no primary now");
            }
        }
    }

    @Test
    void whatNobodyIsCannotBeHurt() {
        var stack = dev.nightshift.platform.testing.EmbeddedStack.fresh();
        try (LiveTarget live = LiveTarget.open(stack.endpoints())) {
            assertThat(live.servers()).containsExactly("redis");
            assertThatThrownBy(() -> hurt(live, "mongo-primary"))
                    .hasMessage("There is no server 'mongo-primary'.");
        }
    }
}

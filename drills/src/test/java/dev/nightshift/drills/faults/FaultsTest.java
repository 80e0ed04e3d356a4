package dev.nightshift.drills.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.drills.proxy.Disturbance;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

class FaultsTest {
    private static FaultRequest request(String name, Map<String, Object> arguments) {
        return new FaultRequest(name, arguments);
    }

    @ParameterizedTest
    @EnumSource(NetworkFault.class)
    void everyFaultOfTheNetworkHasDefaults(NetworkFault fault) {
        FaultRequest request = request(fault.wire(), Map.of("target", "redis"));

        assertThat(NetworkFault.named(fault.wire())).contains(fault);
        assertThat(fault.disturbance(fault.arguments(request))).isNotNull();
    }

    @Test
    void argumentsAreReadAndChecked() {
        FaultRequest request =
                request("latency", Map.of("target", "mongo", "millis", 50, "jitterMillis", "7"));

        assertThat(NetworkFault.LATENCY.disturbance(NetworkFault.LATENCY.arguments(request)))
                .isEqualTo(new Disturbance.Latency(Duration.ofMillis(50), Duration.ofMillis(7)));
        Arguments given =
                new Arguments(request("f", Map.of("n", "x", "b", "si")), Set.of("n", "b"));
        assertThatThrownBy(() -> given.whole("n", 1, 1, 3))
                .hasMessage(
                        "The argument 'n' of the fault f is 'x'; expected a whole number from 1 to"
                                + " 3.");
        assertThatThrownBy(() -> given.whole("m", 9, 1, 3)).isInstanceOf(NightshiftException.class);
        assertThatThrownBy(() -> given.flag("b"))
                .hasMessage("The argument 'b' of the fault f is 'si'; expected true or false.");
        assertThat(given.flag("absent")).isFalse();
        assertThatThrownBy(() -> new Arguments(request("f", Map.of("z", 1)), Set.of()))
                .hasMessage("The fault f has no argument 'z'.");
    }

    @Test
    void theLastFaultIsHealedFirstAndEachOnce() {
        List<String> healed = new ArrayList<>();
        try (AppliedFaults faults = new AppliedFaults()) {
            Applied first = faults.add("first", () -> healed.add("first"));
            faults.add("second", () -> healed.add("second"));
            faults.add("third", () -> healed.add("third")).heal();
            assertThat(first.name()).isEqualTo("first");
        }
        assertThat(healed).containsExactly("third", "second", "first");
    }

    @Test
    void aFaultThatCannotBeHealedIsSaidAndHindersNoOther() {
        List<String> healed = new ArrayList<>();
        AppliedFaults faults = new AppliedFaults();
        faults.add("first", () -> healed.add("first"));
        Applied stuck =
                faults.add(
                        "stuck",
                        () -> {
                            throw new IOException("no");
                        });

        assertThatThrownBy(stuck::heal).hasMessage("The fault stuck could not be healed.");
        faults.close();
        assertThat(healed).containsExactly("first");
    }

    @Test
    void anUndoIsOfAKnownKind() {
        Undo.run(Undo.nothing());
        Undo.run(Map.of());
        Undo.run(Undo.endServers(Path.of("/nowhere/at/all")));
        assertThatThrownBy(() -> Undo.run(Map.of("kind", "magic")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Undo.run(Map.of("kind", "end-servers")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

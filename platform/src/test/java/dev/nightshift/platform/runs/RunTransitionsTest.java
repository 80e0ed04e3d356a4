package dev.nightshift.platform.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.runs.RunTransitions.Transition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class RunTransitionsTest {
    private static final List<RunState> COLUMNS =
            List.of(
                    RunState.QUEUED,
                    RunState.RUNNING,
                    RunState.PAUSING,
                    RunState.PAUSED,
                    RunState.STOPPING,
                    RunState.STOPPED,
                    RunState.COMPLETED,
                    RunState.FAILED,
                    RunState.ABANDONED);

    @ParameterizedTest
    @CsvSource({
        "QUEUED,    . x . x . x . x .",
        "RUNNING,   . . x . x . x x .",
        "PAUSING,   . . . x x . x x .",
        "PAUSED,    x . . . . x . . x",
        "STOPPING,  . . . . . x x x .",
        "STOPPED,   x . . . . . . . x",
        "COMPLETED, . . . . . . . . .",
        "FAILED,    x . . . . . . . x",
        "ABANDONED, . . . . . . . . .",
    })
    void everyPairIsAsTheMatrixSays(RunState from, String row) {
        List<String> cells = List.of(row.split(" "));
        assertThat(COLUMNS).containsExactlyInAnyOrder(RunState.values());
        for (int column = 0; column < cells.size(); column++) {
            RunState to = COLUMNS.get(column);
            boolean allowed = cells.get(column).equals("x");
            assertThat(RunTransitions.between(from, to).isPresent())
                    .as("%s -> %s", from, to)
                    .isEqualTo(allowed);
            assertThat(RunTransitions.into(to).contains(from))
                    .as("%s -> %s, asked from behind", from, to)
                    .isEqualTo(allowed);
        }
    }

    @Test
    void everyEdgeStandsOnceAndHasAReason() {
        assertThat(RunTransitions.table())
                .allSatisfy(edge -> assertThat(edge.reason()).isNotBlank())
                .doesNotHaveDuplicates()
                .extracting(edge -> edge.from() + " " + edge.to())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void whatCanGoOnCanBeQueuedAgain(RunState state) {
        assertThat(RunTransitions.between(state, RunState.QUEUED).isPresent())
                .isEqualTo(state.isResumable());
    }

    @Test
    void everyActiveStateCanEndByTheDeathOfItsProcess() {
        assertThat(
                        Stream.of(RunState.values())
                                .filter(RunState::isActive)
                                .collect(Collectors.toSet()))
                .isEqualTo(RunTransitions.into(RunState.FAILED));
    }

    @Test
    void anEdgeNamesItsReason() {
        assertThat(RunTransitions.between(RunState.PAUSING, RunState.STOPPING))
                .map(Transition::reason)
                .contains("a stop overrules a pause");
    }
}

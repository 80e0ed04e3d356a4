package dev.nightshift.app.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.follow.RunSnapshot;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.runs.RunState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class PaceTest {
    private static RunRow run(RunState state, Map<String, Long> counts) {
        return new RunRow(
                1,
                "import",
                null,
                state,
                "",
                "alice",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                0,
                1,
                counts,
                1,
                10L,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                null);
    }

    @Test
    void aRunThatMovesTellsItsRateAndWhatIsLeft() {
        RunRow run = run(RunState.RUNNING, Map.of("read", 100_000L));
        assertThat(Pace.news(new RunSnapshot(run, 5.0, 12_345.6, 130_000L)))
                .isEqualTo("12,346 rows/s, about 2 min left, read 100000");
    }

    @Test
    void aRunThatStandsStillPromisesNothing() {
        RunRow run = run(RunState.RUNNING, Map.of());
        assertThat(Pace.news(new RunSnapshot(run, 0.0, null, null))).isEqualTo("stands still");
    }

    @Test
    void aRunThatEndsSoonSaysSo() {
        RunRow run = run(RunState.PAUSING, Map.of("read", 7L));
        assertThat(Pace.news(new RunSnapshot(run, null, null, null))).isEqualTo("PAUSING, read 7");
    }

    @Test
    void spansAreRoundedToWhatAPersonPlansWith() {
        assertThat(Pace.span(Duration.ZERO)).isEqualTo("1 s");
        assertThat(Pace.span(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(Pace.span(Duration.ofMinutes(119))).isEqualTo("119 min");
        assertThat(Pace.span(Duration.ofMinutes(121))).isEqualTo("2 h 01 min");
    }
}

package dev.nightshift.app.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class RunViewTest {
    private static final Instant LAUNCHED = Instant.parse("2026-11-21T20:00:00Z");
    private static final Instant STARTED = Instant.parse("2026-11-21T20:00:01Z");
    private static final Instant AGAIN = Instant.parse("2026-11-21T20:10:00Z");
    private static final Instant BEGAN = Instant.parse("2026-11-21T20:10:02Z");

    @Test
    void theFirstAttemptIsTheRun() {
        assertThat(RunView.lines(run(RunState.RUNNING, LAUNCHED, STARTED, STARTED, 1)))
                .containsSubsequence(
                        "launched  2026-11-21T20:00:00Z\n",
                        "started   2026-11-21T20:00:01Z\n",
                        "attempt   1\n");
    }

    @Test
    void noTimeOfALaterAttemptStandsBesideOneOfTheFirst() {
        assertThat(RunView.lines(run(RunState.RUNNING, AGAIN, STARTED, BEGAN, 2)))
                .containsSubsequence(
                        "launched  2026-11-21T20:00:00Z\n",
                        "started   2026-11-21T20:00:01Z\n",
                        "attempt   2, which began at 2026-11-21T20:10:02Z\n")
                .doesNotContain("queued ", AGAIN.toString());
    }

    @Test
    void anAttemptThatWaitsSaysSinceWhen() {
        assertThat(RunView.lines(run(RunState.QUEUED, AGAIN, STARTED, null, 2)))
                .contains("attempt   2, which waits since 2026-11-21T20:10:00Z\n");
        assertThat(RunView.lines(run(RunState.QUEUED, LAUNCHED, null, null, 1)))
                .contains("attempt   1, which waits since 2026-11-21T20:00:00Z\n")
                .doesNotContain("started ");
        assertThat(RunView.lines(run(RunState.STOPPED, AGAIN, STARTED, null, 2)))
                .contains("attempt   2, which never began\n");
    }

    private static RunRow run(
            RunState state,
            Instant queued,
            @Nullable Instant started,
            @Nullable Instant began,
            int attempts) {
        return new RunRow(
                1, "import", null, state, "", "alice", LAUNCHED, queued, started, began, null, 0,
                attempts, Map.of(), 0, null, null, null, null, Map.of(), Map.of(), null, null);
    }
}

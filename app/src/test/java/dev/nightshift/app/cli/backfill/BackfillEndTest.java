package dev.nightshift.app.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.runs.RunState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class BackfillEndTest {
    private static final String ID = "M20260101_Test";

    @Test
    void only_a_stage_that_waits_is_to_be_approved() {
        assertThat(BackfillEnd.next(ID, status("WAITING"), run(RunState.PAUSED)))
                .hasValue("nightshift backfill approve " + ID);
        assertThat(BackfillEnd.next(ID, status("STARTED"), run(RunState.PAUSED)))
                .as("paused by an operator, whatever the reason says")
                .hasValue("nightshift backfill resume " + ID);
        assertThat(BackfillEnd.next(ID, status("COMPLETE"), run(RunState.COMPLETED))).isEmpty();
    }

    private static RunReport run(RunState state) {
        return new RunReport(
                1, "backfill", null, state, 1, Map.of(), 1, Map.of(), null, null, null);
    }

    private static BackfillStatus status(String state) {
        return new BackfillStatus(
                ID,
                "",
                "leads",
                state,
                "left out, for its rollback is not finished: one",
                1,
                4,
                1L,
                "PAUSED",
                "ann",
                null,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                4,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}

package dev.nightshift.jobs.sloprobe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class VerdictTest {
    @Test
    void aBreachIsOpenUntilSomethingWithinBudgetIsMeasured() {
        boolean open = false;
        List<Boolean> after = new java.util.ArrayList<>();
        for (Verdict verdict :
                List.of(
                        Verdict.INCONCLUSIVE,
                        Verdict.BREACH,
                        Verdict.INCONCLUSIVE,
                        Verdict.INCONCLUSIVE,
                        Verdict.PASS,
                        Verdict.INCONCLUSIVE)) {
            open = verdict.leavesOpen(open);
            after.add(open);
        }
        assertThat(after).containsExactly(false, true, true, true, false, false);
    }
}

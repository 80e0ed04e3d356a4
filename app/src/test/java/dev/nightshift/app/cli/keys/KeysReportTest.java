package dev.nightshift.app.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.runs.RunState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class KeysReportTest {
    @Test
    void countsThatAreNotOfDistinctKeysAreSaidToBe() {
        KeysReport inexact =
                KeysReport.of(run(Map.of("inexact", "So it is")), true, List.of(), Map.of());
        KeysReport exact = KeysReport.of(run(Map.of()), true, List.of(), Map.of());

        assertThat(inexact.exact()).isFalse();
        assertThat(inexact.notes()).containsExactly("So it is.");
        assertThat(inexact.text()).endsWith("note: So it is.\n");
        assertThat(exact.exact()).isTrue();
        assertThat(exact.text()).doesNotContain("note:");
    }

    private static RunReport run(Map<String, String> artefacts) {
        return new RunReport(
                1,
                "key-cleanup",
                null,
                RunState.COMPLETED,
                1,
                Map.of("keys", 9L),
                5,
                artefacts,
                null,
                null,
                null);
    }
}

package dev.nightshift.alerts.registry.source.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.TabMatrix;
import dev.nightshift.alerts.registry.files.LoadedRegistry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.source.report.RegistryDraft.Entry;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

class RegistryDraftTest {
    private static final TabMatrix TABS = RegistryLoader.shipped().registry().tabs();

    @Test
    void gathersWhatOneOperationCanRaise() {
        RegistryDraft draft =
                draft(
                        site("a.js", 3, "NOTES_SAVE_DB_ERROR", "WARNING", ""),
                        site("b.js", 4, "NOTES_SAVE_DB_TIMEOUT", "INFO", ""),
                        site("c.js", 5, "NOTES_SAVE_DB_DONE", "INFO", "important_event"));

        Entry entry = draft.entries().getFirst();
        assertThat(draft.tab()).isEqualTo("NOTES");
        assertThat(entry.id()).isEqualTo("NOTES.SAVE.DB");
        assertThat(entry.locations()).containsExactly("a.js:3", "b.js:4", "c.js:5");
        assertThat(entry.errorCodes())
                .containsExactly("NOTES_SAVE_DB_ERROR", "NOTES_SAVE_DB_TIMEOUT");
        assertThat(entry.heartbeatCode()).isEqualTo("NOTES_SAVE_DB_DONE");
        assertThat(entry.severityPolicy())
                .containsEntry("default", "WARNING")
                .containsEntry("codes", Map.of("NOTES_SAVE_DB_TIMEOUT", "INFO"));
    }

    @Test
    void knowsTabsOfSeveralWordsAndSloCodes() {
        RegistryDraft draft =
                draft(
                        site("a.js", 1, "AI_VOICE_TTS_CONFIG_SAVE_FAILED", "WARNING", ""),
                        site("a.js", 2, "SLO_NOTES_LIST_LOAD_P95", "INFO", "slo_breach"),
                        site("a.js", 3, "OTHER_X", "INFO", ""));

        assertThat(draft.entries())
                .extracting(Entry::id)
                .containsExactly("AI_VOICE_SETTINGS.TTS.CONFIG", "NOTES.LIST.LOAD", "OTHER.X.RUN");
    }

    @Test
    void saysWhatItTookAndLeavesOutWhatItDoesNotKnow() {
        RegistryDraft draft =
                draft(
                        site("a.js", 1, "NOTES_A_B_C", "WARNING", ""),
                        site("a.js", 2, "NOTES_A_B_C", "CRITICAL", ""),
                        new EmitSite(
                                new Place("a.js", 3),
                                List.of("NOTES_A_B_D", "NOTES_*_X"),
                                List.of(),
                                List.of(),
                                List.of()));

        Entry entry = draft.entries().getFirst();
        assertThat(draft.entries()).hasSize(1);
        assertThat(entry.notes())
                .isEqualTo(
                        "NOTES_A_B_C is raised as CRITICAL and WARNING."
                                + " NOTES_A_B_D names no severity.");
    }

    @Test
    void isAFileThatTheRegistryTakes() {
        RegistryDraft draft =
                draft(
                        site("a.js", 1, "AI_VOICE_TTS_CONFIG_SAVE_FAILED", "WARNING", ""),
                        site("a.js", 2, "NOTES_EXPORT_CSV_DONE", "INFO", "important_event"));

        LoadedRegistry read =
                RegistryLoader.parse("draft.json", new JsonMapper().writeValueAsString(draft));

        assertThat(read.problems()).isEmpty();
        assertThat(read.registry().entries()).hasSize(2);
        assertThat(read.registry().byCode("NOTES_EXPORT_CSV_DONE")).isPresent();
    }

    @Test
    void ofNothingIsEmpty() {
        assertThat(draft().entries()).isEmpty();
    }

    private static EmitSite site(
            String file, int line, String code, String severity, String eventType) {
        return new EmitSite(
                new Place(file, line),
                List.of(code),
                List.of(severity),
                eventType.isEmpty() ? List.of() : List.of(eventType),
                List.of());
    }

    private static RegistryDraft draft(EmitSite... sites) {
        return RegistryDraft.of(
                new SourceReport(1, 1, 0, List.of(), List.of(sites), List.of(), List.of()), TABS);
    }
}

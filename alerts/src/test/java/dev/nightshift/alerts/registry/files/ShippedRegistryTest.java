package dev.nightshift.alerts.registry.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.CodeName;
import dev.nightshift.alerts.registry.NamingRules;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.Tab;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ShippedRegistryTest {
    private final LoadedRegistry loaded = RegistryLoader.shipped();
    private final Registry registry = loaded.registry();

    @Test
    void everyFileIsSound() {
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.orThrow().entries()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OVERVIEW, OVERVIEW_LOAD_DB_ERROR OVERVIEW_METRICS_FETCH_TIMEOUT",
        "CONFIGURATION, CONFIGURATION_NUMBERS_SAVE_VALIDATION_FAILED"
                + " CONFIGURATION_HOURS_SAVE_INVALID_RANGE"
                + " CONFIGURATION_ROUTING_UPDATE_TWILIO_4XX"
                + " CONFIGURATION_BILLING_UPDATE_PROVIDER_ERROR",
        "NOTES, NOTES_CREATE_VALIDATION_FAILED NOTES_SAVE_DB_ERROR",
        "AI_VOICE_SETTINGS, AI_VOICE_TTS_CONFIG_SAVE_FAILED AI_VOICE_STT_PROVIDER_AUTH_FAILED"
                + " AI_VOICE_FLOW_PUBLISH_TWILIO_ERROR",
        "AI_AGENT_SETTINGS, AI_AGENT_INTENTS_SAVE_VALIDATION_FAILED AI_AGENT_KNOWLEDGE_SYNC_FAILED"
                + " AI_AGENT_THRESHOLD_OUT_OF_RANGE",
        "AI_PERFORMANCE, AI_PERFORMANCE_ANALYTICS_FETCH_TIMEOUT AI_PERFORMANCE_LATENCY_P95_BREACH",
        "SPAM_FILTER, SPAM_FILTER_RULES_SAVE_VALIDATION_FAILED"
                + " SPAM_FILTER_BLACKLIST_IMPORT_FORMAT_ERROR SPAM_FILTER_HEURISTICS_ENGINE_ERROR"
    })
    void eachTabOfThePlatformHasItsTaxonomyAndNoMore(String tab, String codes) {
        List<String> shipped =
                registry.entries().stream()
                        .filter(entry -> entry.tab().equals(tab))
                        .flatMap(entry -> entry.errorCodes().stream())
                        // Those come of the plans of service levels, which have a test of their
                        // own.
                        .filter(code -> !code.startsWith("SLO_"))
                        .toList();

        assertThat(shipped).containsExactly(codes.split(" "));
    }

    @Test
    void everyNameFollowsTheRulesAndHasAnOwner() {
        NamingRules rules = new NamingRules(registry.tabs());
        for (RegistryEntry entry : registry.entries()) {
            assertThat(rules.problems(entry)).as(entry.id()).isEmpty();
            assertThat(entry.owner()).as(entry.id()).isNotBlank();
        }
        assertThat(registry.duplicateCodes()).isEmpty();
    }

    @Test
    void anSloBreachIsInfoAndAHardFailureAWarning() {
        RegistryEntry latency = registry.byCode("AI_PERFORMANCE_LATENCY_P95_BREACH").orElseThrow();
        assertThat(latency.severity("AI_PERFORMANCE_LATENCY_P95_BREACH")).isEqualTo(Severity.INFO);
        RegistryEntry notes = registry.byCode("NOTES_SAVE_DB_ERROR").orElseThrow();
        assertThat(notes.severity("NOTES_SAVE_DB_ERROR")).isEqualTo(Severity.WARNING);
        assertThat(notes.severity("NOTES_EDITOR_SAVE_OK")).isEqualTo(Severity.INFO);
    }

    @Test
    void everyFileOfTheFolderBelongsToATab() throws IOException {
        Path folder = Path.of("registry");
        try (Stream<Path> files =
                Files.list(Files.isDirectory(folder) ? folder : Path.of("alerts/registry"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            registry.tabs().tabs().stream().map(Tab::file),
                                            Stream.of("tab-matrix.json"))
                                    .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "overview_load_db_error, capital",
        "OVERVIEW__LOAD_DB_ERROR, capital",
        "OVERVIEW_LOAD_DB_ERROR_, capital",
        "ÖVERVIEW_LOAD_DB_ERROR, capital",
        "KITCHEN_SINK_SAVE_FAILED, begins with no tab",
        "OVERVIEWS_LOAD_DB_ERROR, begins with no tab",
        "OVERVIEW_BROKEN, is not <TAB>",
        "SPAM_FILTER_RULES_FAILED, is not <TAB>",
        "SLO_AI_PERFORMANCE_ANALYTICS_FETCH, is not SLO_",
        "SLO_AI_PERFORMANCE_FETCH_P95, is not SLO_"
    })
    void aCodeThatDoesNotFitIsToldWhy(String code, String why) {
        assertThat(CodeName.problem(code, registry.tabs()))
                .hasValueSatisfying(problem -> assertThat(problem).contains(why));
        assertThat(CodeName.read(code, registry.tabs())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AI_VOICE_SETTINGS_TTS_CONFIG_SAVE_FAILED, AI_VOICE_SETTINGS, TTS_CONFIG_SAVE_FAILED",
        "AI_VOICE_TTS_CONFIG_SAVE_FAILED, AI_VOICE_SETTINGS, TTS_CONFIG_SAVE_FAILED",
        "SLO_AI_PERFORMANCE_ANALYTICS_FETCH_P95, AI_PERFORMANCE, ANALYTICS_FETCH",
        "SLO_OVERVIEW_LOAD_P95, OVERVIEW, LOAD"
    })
    void theTabIsTheLongestPrefixThatFits(String code, String tab, String rest) {
        CodeName name = CodeName.read(code, registry.tabs()).orElseThrow();

        assertThat(name.tab().key()).isEqualTo(tab);
        assertThat(name.rest()).isEqualTo(rest);
    }
}

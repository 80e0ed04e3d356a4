package dev.nightshift.alerts.registry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.HeartbeatTerms;
import dev.nightshift.alerts.registry.NamingRules;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class RegistryLoaderTest {
    private static final String ENTRY =
            """
            {
              "tab": "NOTES",
              "entries": [
                {
                  "id": "NOTES.ARCHIVE.PURGE",
                  "module": "ARCHIVE",
                  "errorCodes": ["NOTES_ARCHIVE_PURGE_FAILED"],
                  "severityPolicy": {"default": "WARNING"}
                }
              ]
            }
            """;

    @TempDir private Path folder = Path.of("");

    private LoadedRegistry load(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return RegistryLoader.load(Optional.of(folder));
    }

    private static List<RegistryProblem> problems(String text) {
        return RegistryLoader.parse("x.json", text).problems();
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        RegistryEntry entry =
                load("more.json", ENTRY)
                        .orThrow()
                        .byCode("NOTES_ARCHIVE_PURGE_FAILED")
                        .orElseThrow();

        assertThat(entry.tab()).isEqualTo("NOTES");
        assertThat(entry.owner()).isEmpty();
        assertThat(entry.heartbeatCode()).isNull();
        assertThat(entry.expectsHeartbeat()).isFalse();
        assertThat(entry.heartbeat()).isEqualTo(HeartbeatTerms.DEFAULT);
        assertThat(entry.severity("NOTES_ARCHIVE_PURGE_FAILED")).isEqualTo(Severity.WARNING);
        assertThat(entry.codes()).containsExactly("NOTES_ARCHIVE_PURGE_FAILED");
        assertThat(entry.place().line()).isEqualTo(4);
    }

    @Test
    void aHeartbeatsTermsAreRead() {
        String text =
                ENTRY.replace(
                        "\"module\"",
                        "\"heartbeatCode\": \"NOTES_ARCHIVE_PURGE_OK\", \"heartbeat\": {\"period\":"
                                + " \"P1DT12H\", \"grace\": \"PT5M\", \"maxRun\": \"PT90S\","
                                + " \"paused\": true}, \"module\"");

        LoadedRegistry loaded = RegistryLoader.parse("x.json", text);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.registry().withHeartbeat())
                .extracting(RegistryEntry::heartbeat)
                .containsExactly(
                        new HeartbeatTerms(
                                Duration.ofHours(36),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(90),
                                true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"WARNING\" | \"LOUD\" | 8:38 $.entries[0].severityPolicy.default: | INFO",
                "\"module\": \"ARCHIVE\" | \"module\": 7 | 6:17 $.entries[0].module: | string",
                "\"module\": \"ARCHIVE\", | '' | 4:5 $.entries[0]: | is missing",
                "\"module\" | \"modul\": 1, \"module\" | 6:16 $.entries[0].modul: | 'modul'",
                "\"WARNING\"} | \"WARNING\"}, \"heartbeat\": {\"period\": \"1 day\"}"
                        + " | 8:73 $.entries[0].heartbeat.period: | duration",
                "\"module\" | \"id\": \"A.B.C\", \"module\" | 6:11 $.entries[0].id: | Duplicate",
                "\"module\" | module | 6:8 $.entries[0].id: | not valid JSON",
                "\"WARNING\"} | \"WARNING\"}}}]} | 8:50 $.entries[0]: | not valid JSON"
            })
    void whatIsMalformedIsToldWithLineColumnAndPath(
            String part, String instead, String where, String what) {
        String text = ENTRY.replace(part, instead);

        assertThat(problems(text))
                .isNotEmpty()
                .first()
                .satisfies(
                        problem -> {
                            assertThat(problem.toString()).startsWith("x.json:").contains(what);
                            assertThat(problem.place().path())
                                    .isEqualTo(where.replaceAll("^\\S+ |:$", ""));
                            assertThat(problem.place().line())
                                    .isEqualTo(Integer.parseInt(where.replaceAll(":.*", "")));
                        });
    }

    @Test
    void textBehindTheValueAndAnEmptyFileAreMalformed() {
        assertThat(problems(ENTRY + " []").getFirst().message()).contains("after the end");
        assertThat(problems("").getFirst().place().line()).isEqualTo(1);
        assertThat(problems("[]").getFirst().message()).contains("of the type object");
    }

    @Test
    void oneBadFileTakesNoOtherWithIt() throws IOException {
        Files.writeString(folder.resolve("bad.json"), "{");
        Files.write(folder.resolve("latin.json"), "\"é\"".getBytes(StandardCharsets.ISO_8859_1));

        LoadedRegistry loaded = load("good.json", ENTRY);

        assertThat(loaded.registry().entry("NOTES.ARCHIVE.PURGE")).isPresent();
        assertThat(loaded.registry().byCode("NOTES_SAVE_DB_ERROR")).isPresent();
        assertThat(loaded.problems()).hasSize(2);
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(loaded::orThrow)
                .satisfies(
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.BAD_REGISTRY);
                            assertThat(failure.message()).contains("bad.json:1:", "and 1 more");
                        });
    }

    @Test
    void anIdThatIsTakenIsToldWithBothPlaces() throws IOException {
        LoadedRegistry loaded =
                load("again.json", ENTRY.replace("NOTES.ARCHIVE.PURGE", "NOTES.EDITOR.SAVE"));

        assertThat(loaded.problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.toString())
                                        .contains("again.json:4:", "taken at registry/notes.json"));
    }

    @Test
    void aFolderThatIsNotThereIsAProblem() {
        assertThat(RegistryLoader.load(Optional.of(folder.resolve("none"))).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("cannot be read"));
    }

    @Test
    void aTabMatrixOfYoursAddsTabs() throws IOException {
        Files.writeString(folder.resolve("tab-matrix.json"), matrix("GARDEN_PLANS", "GARDEN"));

        LoadedRegistry loaded =
                load(
                        "garden.json",
                        ENTRY.replace("NOTES.ARCHIVE", "GARDEN_PLANS.BEDS")
                                .replace("\"tab\": \"NOTES\"", "\"tab\": \"GARDEN_PLANS\"")
                                .replace("\"ARCHIVE\"", "\"BEDS\"")
                                .replace("NOTES_ARCHIVE", "GARDEN_BEDS"));

        RegistryEntry entry = loaded.orThrow().entry("GARDEN_PLANS.BEDS.PURGE").orElseThrow();
        assertThat(new NamingRules(loaded.registry().tabs()).problems(entry)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NOTES, DIARY", "DIARY, NOTES", "DIARY, AI_VOICE"})
    void aPrefixLeadsToOneTab(String key, String prefix) throws IOException {
        LoadedRegistry loaded = load("tab-matrix.json", matrix(key, prefix));

        assertThat(loaded.problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.toString())
                                        .contains("tab-matrix.json:1:", "already"));
    }

    @Test
    void aMalformedMatrixIsToldLikeAMalformedFile() throws IOException {
        LoadedRegistry loaded =
                load("tab-matrix.json", matrix("GARDEN", "GARDEN").replace("60", "-1"));

        assertThat(loaded.problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.place().path())
                                        .isEqualTo("$.tabs[0].redis_keys[0].ttl_seconds"));
    }

    private static String matrix(String key, String prefix) {
        return """
        {"tabs": [{"tab_key": "%s", "code_prefix": "%s", "display_name": "Garden",
          "subtab_keys": ["BEDS"], "manager_files": [], "routes": [], "models": [],
          "redis_keys": [{"key": "garden:{companyId}", "ttl_seconds": 60}],
          "external_deps": []}]}
        """
                .formatted(key, prefix);
    }

    @Property(tries = 300, seed = PropertySeed.VALUE)
    void noTextEndsInAnythingButProblems(@ForAll String text) {
        assertThat(problems(text)).isNotEmpty();
    }

    @Property(tries = 300, seed = PropertySeed.VALUE)
    void noDamageToAFileGoesUntoldOrUncaught(@ForAll int at, @ForAll char with) {
        int index = Math.floorMod(at, ENTRY.length());
        String damaged = ENTRY.substring(0, index) + with + ENTRY.substring(index + 1);

        LoadedRegistry loaded = RegistryLoader.parse("x.json", damaged);

        assertThat(loaded.problems().isEmpty()).isEqualTo(loaded.registry().entries().size() == 1);
        loaded.problems()
                .forEach(
                        problem -> {
                            assertThat(problem.place().line()).isBetween(1, 12);
                            assertThat(problem.place().column()).isPositive();
                        });
    }
}

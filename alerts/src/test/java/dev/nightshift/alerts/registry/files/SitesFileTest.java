package dev.nightshift.alerts.registry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.scan.EmitSite;
import dev.nightshift.alerts.registry.scan.FoundSites;
import dev.nightshift.alerts.registry.scan.UnreadSite;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SitesFileTest {
    @TempDir private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sites.json"), text);
    }

    @Test
    void sitesAreReadAndWhatElseIsThereIsPassedOver() throws IOException {
        FoundSites found =
                SitesFile.read(
                        file(
                                """
                                {"findings": [], "emits": [
                                  {"place": {"file": "a.js", "line": 7}, "codes": ["A_B_C"],
                                   "severities": ["INFO"], "eventTypes": []},
                                  {"place": {"file": "b.js", "line": 8}, "codes": ["A_B_D"],
                                   "severities": ["INFO", "CRITICAL"]},
                                  {"place": {"file": "c.js", "line": 9}, "codes": ["A_*"]},
                                  {"place": {"file": "d.js", "line": 1}, "codes": ["A_B_E"],
                                   "severities": ["loud"]}]}
                                """));

        assertThat(found.sites())
                .containsExactly(
                        new EmitSite("A_B_C", Severity.INFO, "a.js", "", 7),
                        new EmitSite("A_B_D", null, "b.js", "", 8),
                        new EmitSite("A_B_E", null, "d.js", "", 1));
        assertThat(found.unread()).extracting(UnreadSite::where).containsExactly("c.js:9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | sites.json:1:",
                "{} | an array of emits",
                "{\"emits\": [1]} | sites.json:1:12 $.emits[0]: an object",
                "{\"emits\": [{\"place\": {}, \"codes\": []}]} | an object with place and codes"
            })
    void aMalformedFileIsToldWithItsPlace(String text, String told) throws IOException {
        Path file = file(text);

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> SitesFile.read(file))
                .satisfies(failure -> assertThat(failure.message()).contains(told));
    }

    @Test
    void aFileThatIsNotThereOrNotTextIsSaidSo() throws IOException {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> SitesFile.read(folder.resolve("none.json")))
                .satisfies(failure -> assertThat(failure.message()).contains("no file"));
        Path binary = Files.write(folder.resolve("b.json"), new byte[] {(byte) 0xff, 0x22});
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> SitesFile.read(binary))
                .satisfies(failure -> assertThat(failure.message()).contains("cannot be read"));
    }
}

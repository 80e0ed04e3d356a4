package dev.nightshift.alerts.registry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.scan.EmitSite;
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
        assertThat(
                        SitesFile.read(
                                file(
                                        """
                                        {"bypasses": [], "sites": [
                                          {"code": "A_B_C", "severity": "INFO", "file": "a.js",
                                           "line": 7, "more": 1},
                                          {"code": "A_B_D", "severity": null, "file": "b.js",
                                           "line": 8},
                                          {"code": null, "file": "c.js", "line": 9}]}
                                        """)))
                .containsExactly(
                        new EmitSite("A_B_C", Severity.INFO, "a.js", "", 7),
                        new EmitSite("A_B_D", null, "b.js", "", 8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | sites.json:1:",
                "{} | an array of sites",
                "{\"sites\": [1]} | sites.json:1:12 $.sites[0]: an object",
                "{\"sites\": [{\"code\": \"A\", \"severity\": \"BAD\"}]} | none of INFO"
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

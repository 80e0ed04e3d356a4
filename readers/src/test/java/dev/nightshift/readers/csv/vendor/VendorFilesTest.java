package dev.nightshift.readers.csv.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

class VendorFilesTest {
    private static final String VALID =
            "name: acme\nsource: Acme\nfingerprint: [acme_id]\ncolumns:\n  tel|fon: phone\n";

    @TempDir private Path folder = Path.of("");

    @Test
    void shipsThreeVendors() {
        Map<String, Vendor> vendors = VendorFiles.load(folder.resolve("missing"));
        assertThat(vendors).containsOnlyKeys("nightshift", "nextgen", "marketplace");
        assertThat(Objects.requireNonNull(vendors.get("nextgen")).source()).isEqualTo("NextGen");
        assertThat(Objects.requireNonNull(vendors.get("marketplace")).columns())
                .containsEntry("stateCode", LeadField.STATE)
                .containsEntry("State", LeadField.STATE)
                .containsEntry("hasMedicare", LeadField.HAS_MEDICARE_PARTS_A_B);
    }

    @Test
    void readsTheOperatorsOwnAndLetsThemWin() throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), VALID);
        Files.writeString(
                folder.resolve("nextgen.yml"),
                VALID.replace("name: acme", "name: nextgen").replace("Acme", "Ours"));
        Map<String, Vendor> vendors = VendorFiles.load(folder);
        assertThat(Objects.requireNonNull(vendors.get("acme")).columns())
                .containsOnlyKeys("tel", "fon");
        assertThat(Objects.requireNonNull(vendors.get("nextgen")).source()).isEqualTo("Ours");
    }

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), VALID);
        Files.writeString(folder.resolve("b.yaml"), VALID);
        assertThat(refusal().message()).contains("a.yaml").contains("b.yaml").contains("'acme'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "source: Acme > sauce: Acme > line 2: 'sauce' is none of",
                "source: Acme > source: > line 2: the label of its leads is expected",
                "source: Acme > name: again > line 2: 'name' is there twice",
                "name: acme > name: auto > line 1: a name of lower-case letters",
                "name: acme > name: Ac me > line 1: a name of lower-case letters",
                "[acme_id] > acme_id > line 3: a list of headers is expected",
                "[acme_id] > [acme_id > this is not YAML",
                "source: Acme > '# none' > line 1: source is missing",
                "tel|fon: phone > '# none' > a header and its field on each line are expected",
                "phone > favourite > line 5: a lead has no field 'favourite'; it has leadId,",
                "phone > phon > line 5: a lead has no field 'phon'; is it phone",
                "tel|fon > tel|tel > line 5: the header 'tel' is there twice",
                "source: Acme > 'source: Acme\nguarded: maybe' > true or false is expected",
                "name: acme > x > is"
            })
    void saysWhereAFileIsWrongAndWhatIsExpected(String valid, String wrong, String message)
            throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), VALID.replace(valid, wrong));
        NightshiftException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(FailureCode.BAD_VENDOR_FILE);
        assertThat(refusal.message()).contains("acme.yaml, line ").contains(message);
    }

    @Test
    void aListIsNoVendor() throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), "- name: acme\n");

        assertThat(refusal().message())
                .contains("acme.yaml, line 1: name, source, fingerprint and columns are expected");
    }

    @Test
    void aFileInAnotherCharsetIsSaid() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("acme.yaml"),
                        VALID.replace("Acme", "Acmé"),
                        StandardCharsets.ISO_8859_1);

        NightshiftException refusal = refusal();

        assertThat(refusal.code()).isEqualTo(FailureCode.BAD_VENDOR_FILE);
        assertThat(refusal.message()).contains(file.toString());
        assertThat(refusal.hint()).contains("UTF-8");
    }

    private NightshiftException refusal() {
        return Objects.requireNonNull(
                catchThrowableOfType(NightshiftException.class, () -> VendorFiles.load(folder)));
    }
}

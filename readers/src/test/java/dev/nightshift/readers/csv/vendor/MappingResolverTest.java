package dev.nightshift.readers.csv.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.readers.csv.vendor.MappingResolver.Resolution;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

class MappingResolverTest {
    private static final List<String> TWO_PHONES = List.of("Name", "Mobile", "Work Phone");

    private final MappingResolver resolver =
            new MappingResolver(VendorFiles.load(Path.of("no/such/folder")));

    @Test
    void namesCompetingColumnsAndWhatSettlesIt() {
        NightshiftException problem = problem(resolver.resolve(TWO_PHONES, "auto", Map.of()));
        assertThat(problem.code()).isEqualTo(FailureCode.AMBIGUOUS_COLUMNS);
        assertThat(problem.message()).contains("'Mobile', 'Work Phone'").contains("the phone");
        assertThat(problem.hint())
                .contains("--map phone=Mobile or --map phone=\"Work Phone\"")
                .contains("vendor file");
    }

    @Test
    void takesTheOperatorsWord() {
        Resolution settled =
                resolver.resolve(TWO_PHONES, "auto", Map.of(LeadField.PHONE, "work phone"));
        assertThat(settled.problem()).isNull();
        assertThat(settled.columns().get(1).field()).isNull();
        assertThat(settled.columns().get(2).field()).isEqualTo(LeadField.PHONE);
    }

    @Test
    void takesTheOperatorsWordOverAVendors() {
        Resolution settled =
                resolver.resolve(
                        List.of("purchase_id", "phone", "second"),
                        "nextgen",
                        Map.of(LeadField.PHONE, "second"));
        assertThat(settled.vendor()).isEqualTo("nextgen");
        assertThat(settled.columns().get(1).field()).isNull();
        assertThat(settled.columns().get(2).field()).isEqualTo(LeadField.PHONE);
    }

    @Test
    void refusesAnUnknownColumnWithACloseOne() {
        NightshiftException refusal = refusal("auto", Map.of(LeadField.PHONE, "Moblie"));
        assertThat(refusal.code()).isEqualTo(FailureCode.USAGE);
        assertThat(refusal.message()).contains("--map phone=Moblie");
        assertThat(refusal.hint()).contains("Mobile");
    }

    @Test
    void refusesAnUnknownVendorWithACloseOne() {
        assertThat(refusal("nextgenn", Map.of()).hint())
                .contains("Did you mean nextgen?")
                .contains("auto, generic, marketplace");
    }

    @Test
    void refusesOneColumnForTwoFields() {
        assertThat(
                        refusal(
                                        "auto",
                                        Map.of(
                                                LeadField.PHONE,
                                                "Mobile",
                                                LeadField.EMAIL,
                                                "mobile"))
                                .message())
                .contains("for two fields");
    }

    @Test
    void namesTheColumnsWhenNoneIsAKey() {
        NightshiftException problem =
                problem(resolver.resolve(List.of("colour", "shape"), "auto", Map.of()));
        assertThat(problem.code()).isEqualTo(FailureCode.NO_KEY_COLUMN);
        assertThat(problem.message()).contains("'colour', 'shape'");
        assertThat(problem.hint()).contains("--map phone=COLUMN or --map email=COLUMN");
    }

    @Test
    void namesTheFirstOfManyColumns() {
        List<String> header = IntStream.range(0, 100).mapToObj(i -> "c" + i).toList();

        NightshiftException problem = problem(resolver.resolve(header, "auto", Map.of()));

        assertThat(problem.message())
                .contains("'c0', 'c1'")
                .doesNotContain("'c99'")
                .matches(".* and \\d+ more\\.");
    }

    @Test
    void namesAllColumnsWhenNoneIsClose() {
        assertThat(refusal("auto", Map.of(LeadField.PHONE, "xyzzy")).hint())
                .isEqualTo("Its columns are: Name, Mobile, Work Phone.");
    }

    @Test
    void takesTheVendorThatKnowsMoreOfTheColumns() {
        List<String> header =
                List.of("vendor_id", "leadID", "primaryPhone", "firstName", "stateCode");

        Resolution resolution =
                resolver.resolve(header, "auto", Map.of(LeadField.PHONE, "primaryPhone"));

        assertThat(resolution.vendor()).isEqualTo("marketplace");
    }

    private static NightshiftException problem(Resolution resolution) {
        return Objects.requireNonNull(resolution.problem());
    }

    private NightshiftException refusal(String vendor, Map<LeadField, String> byHand) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        NightshiftException.class,
                        () -> resolver.resolve(TWO_PHONES, vendor, byHand)));
    }
}

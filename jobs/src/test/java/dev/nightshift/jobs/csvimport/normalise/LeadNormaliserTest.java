package dev.nightshift.jobs.csvimport.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

class LeadNormaliserTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
    private static final String SOURCE = "NextGen";

    @Test
    void a_row_becomes_an_offer_of_typed_values() {
        LeadOffer offer =
                offer(
                        Map.ofEntries(
                                Map.entry(LeadField.LEAD_ID, " 0042 "),
                                Map.entry(LeadField.FIRST_NAME, "\u00a0Ada\u200b"),
                                Map.entry(LeadField.PHONE, "(504) 621-8927 x12"),
                                Map.entry(LeadField.EMAIL, " Ada@Example.COM "),
                                Map.entry(LeadField.STATE, "la"),
                                Map.entry(LeadField.ZIPCODE, " 07001"),
                                Map.entry(LeadField.DOB, "1/31/1980"),
                                Map.entry(LeadField.HEIGHT, "5'10\""),
                                Map.entry(LeadField.WEIGHT, "180.5"),
                                Map.entry(LeadField.HOUSEHOLD_SIZE, "4"),
                                Map.entry(LeadField.HOUSEHOLD_INCOME, "$45,000"),
                                Map.entry(LeadField.MILITARY, "Y"),
                                Map.entry(LeadField.PREGNANT, "0"),
                                Map.entry(LeadField.MEDICAL_CONDITIONS, "asthma; , gout|asthma")));
        assertThat(offer.line()).isEqualTo(7);
        assertThat(offer.values())
                .containsOnly(
                        Map.entry(LeadField.LEAD_ID, "0042"),
                        Map.entry(LeadField.FIRST_NAME, "Ada"),
                        Map.entry(LeadField.PHONE, "+15046218927"),
                        Map.entry(LeadField.PHONE_EXTENSION, "12"),
                        Map.entry(LeadField.EMAIL, "ada@example.com"),
                        Map.entry(LeadField.STATE, "LA"),
                        Map.entry(LeadField.ZIPCODE, "07001"),
                        Map.entry(LeadField.DOB, "1980-01-31"),
                        Map.entry(LeadField.HEIGHT, 70),
                        Map.entry(LeadField.WEIGHT, 180.5),
                        Map.entry(LeadField.HOUSEHOLD_SIZE, 4),
                        Map.entry(LeadField.HOUSEHOLD_INCOME, 45_000),
                        Map.entry(LeadField.MILITARY, true),
                        Map.entry(LeadField.PREGNANT, false),
                        Map.entry(LeadField.MEDICAL_CONDITIONS, List.of("asthma", "gout")),
                        Map.entry(LeadField.SOURCE, SOURCE));
        assertThat(offer.vendorData()).isEmpty();
        assertThat(offer.blanks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DOB, 31/31/1980, INVALID_DATE",
        "HEIGHT, tall, INVALID_NUMBER",
        "WEIGHT, -1, INVALID_NUMBER",
        "HOUSEHOLD_SIZE, many, INVALID_NUMBER",
        "HOUSEHOLD_INCOME, 30k-40k, INVALID_NUMBER",
        "TOBACCO_USER, maybe, INVALID_BOOLEAN",
        "PREGNANT, undecided, INVALID_BOOLEAN",
        "PHONE, 123, INVALID_PHONE"
    })
    void a_bad_optional_value_is_dropped_with_a_warning_and_kept_verbatim(
            LeadField field, String cell, RowProblem problem) {
        var row = accepted(Map.of(LeadField.EMAIL, "ada@example.com", field, " " + cell + " "));
        assertThat(row.warnings()).containsExactly(new NormalisedRow.Warning(problem, field));
        assertThat(row.offer().values()).doesNotContainKey(field);
        assertThat(row.offer().vendorData())
                .containsExactly(Map.entry("the " + field, " " + cell + " "));
        assertThat(row.offer().blanks()).isEmpty();
    }

    @Test
    void a_bad_email_is_a_warning_where_the_phone_is_good() {
        var row = accepted(Map.of(LeadField.PHONE, "5046218927", LeadField.EMAIL, "ada at home"));
        assertThat(row.warnings())
                .containsExactly(
                        new NormalisedRow.Warning(RowProblem.INVALID_EMAIL, LeadField.EMAIL));
        assertThat(row.line()).isEqualTo(7);
    }

    @Test
    void a_row_without_a_usable_key_is_rejected_and_told_why() {
        assertRejected("123", "", LeadField.PHONE, "The phone is in no numbering plan");
        assertRejected("", "x", LeadField.EMAIL, "The e-mail is no address");
        assertRejected("123", "x", LeadField.PHONE, "Neither the phone nor the e-mail is valid");
        assertRejected("", "N/A", null, "There is neither a phone nor an e-mail");
    }

    private static void assertRejected(
            String phone, String email, @Nullable LeadField field, String why) {
        assertThat(normalise(Map.of(LeadField.PHONE, phone, LeadField.EMAIL, email)))
                .isInstanceOfSatisfying(
                        NormalisedRow.Rejected.class,
                        rejected -> {
                            assertThat(rejected.line()).isEqualTo(7);
                            assertThat(rejected.problem()).isEqualTo(RowProblem.NO_KEY);
                            assertThat(rejected.field()).isEqualTo(field);
                            assertThat(rejected.message())
                                    .startsWith(why)
                                    .contains("the PHONE")
                                    .contains("the EMAIL")
                                    .doesNotContain("123");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u200b",
                "\ufeff",
                "\t \u3000",
                "NULL",
                "n/a",
                "\\N",
                "-",
                "NaN"
            })
    void a_cell_that_says_nothing_is_blank(String cell) {
        LeadOffer offer = offer(Map.of(LeadField.EMAIL, "a@example.com", LeadField.DOB, cell));
        assertThat(offer.blanks()).containsExactly(LeadField.DOB);
        assertThat(offer.values()).doesNotContainKey(LeadField.DOB);
        assertThat(offer.vendorData()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Null", "None", "Nan", "-"})
    void a_name_may_be_a_word_that_means_nothing_elsewhere(String name) {
        LeadOffer offer =
                offer(Map.of(LeadField.EMAIL, "a@example.com", LeadField.LAST_NAME, name));
        assertThat(offer.values()).containsEntry(LeadField.LAST_NAME, name);
    }

    @Test
    void a_list_without_entries_is_blank() {
        LeadOffer offer =
                offer(
                        Map.of(
                                LeadField.EMAIL,
                                "a@example.com",
                                LeadField.MEDICAL_CONDITIONS,
                                " ;, |"));
        assertThat(offer.blanks()).containsExactly(LeadField.MEDICAL_CONDITIONS);
    }

    @Test
    void text_is_composed_and_its_odd_blanks_are_plain() {
        LeadOffer offer =
                offer(
                        Map.of(
                                LeadField.EMAIL,
                                "a@example.com",
                                LeadField.CITY,
                                "Saint\u00a0E\u0301tienne"));
        assertThat(offer.values()).containsEntry(LeadField.CITY, "Saint \u00c9tienne");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada Lovelace | Ada | Lovelace",
                "Ada King  Lovelace | Ada | King Lovelace",
                "Lovelace, Ada King | Ada King | Lovelace",
                "John Smith, Jr. | John | Smith, Jr.",
                "Ada\u00a0Lovelace | Ada | Lovelace",
                "Smith, | Smith, |",
                "Ada | Ada |",
            })
    void a_whole_name_is_split(String name, String first, String last) {
        LeadOffer offer =
                offer(Map.of(LeadField.EMAIL, "a@example.com", LeadField.FULL_NAME, name));
        assertThat(offer.values().get(LeadField.FIRST_NAME)).isEqualTo(first);
        assertThat(offer.values().get(LeadField.LAST_NAME)).isEqualTo(last);
        assertThat(offer.values()).doesNotContainKey(LeadField.FULL_NAME);
    }

    @Test
    void a_name_of_its_own_column_wins_over_the_whole_name() {
        LeadOffer offer =
                offer(
                        Map.of(
                                LeadField.EMAIL,
                                "a@example.com",
                                LeadField.FULL_NAME,
                                "Augusta King",
                                LeadField.FIRST_NAME,
                                "Ada",
                                LeadField.LAST_NAME,
                                ""));
        assertThat(offer.values())
                .containsEntry(LeadField.FIRST_NAME, "Ada")
                .containsEntry(LeadField.LAST_NAME, "King");
        assertThat(offer.blanks()).isEmpty();
    }

    @Test
    void a_blank_whole_name_is_a_blank_first_and_last_name() {
        LeadOffer offer = offer(Map.of(LeadField.EMAIL, "a@example.com", LeadField.FULL_NAME, " "));
        assertThat(offer.blanks()).containsExactly(LeadField.FIRST_NAME, LeadField.LAST_NAME);
    }

    @Test
    void an_extension_of_its_own_column_wins_over_the_one_in_the_phone() {
        LeadOffer offer =
                offer(Map.of(LeadField.PHONE, "5046218927 x12", LeadField.PHONE_EXTENSION, "34"));
        assertThat(offer.values()).containsEntry(LeadField.PHONE_EXTENSION, "34");
    }

    @Test
    void the_source_is_the_vendors_unless_the_row_names_one() {
        assertThat(offer(Map.of(LeadField.EMAIL, "a@example.com", LeadField.SOURCE, "")).values())
                .containsEntry(LeadField.SOURCE, SOURCE);
        assertThat(
                        offer(Map.of(LeadField.EMAIL, "a@example.com", LeadField.SOURCE, "Fair"))
                                .values())
                .containsEntry(LeadField.SOURCE, "Fair");
    }

    @Test
    void other_columns_are_kept_verbatim_and_ignored_ones_are_not() {
        var normaliser =
                new LeadNormaliser(
                        List.of(
                                ColumnTarget.of(1, LeadField.EMAIL, "mail"),
                                ColumnTarget.vendorData(0, "note"),
                                ColumnTarget.vendorData(2, "empty"),
                                ColumnTarget.ignored(3, "_line"),
                                ColumnTarget.vendorData(9, "beyond")),
                        "US",
                        SOURCE,
                        TODAY);
        var row = normaliser.normalise(2, List.of(" =1+1 ", "a@example.com", "\u00a0", "17"));
        assertThat(((NormalisedRow.Accepted) row).offer().vendorData())
                .containsExactly(Map.entry("note", " =1+1 "));
    }

    @Test
    void of_two_columns_for_a_field_the_first_usable_one_counts() {
        var normaliser =
                new LeadNormaliser(
                        List.of(
                                ColumnTarget.of(0, LeadField.PHONE, "p1"),
                                ColumnTarget.of(1, LeadField.PHONE, "p2"),
                                ColumnTarget.of(2, LeadField.PHONE, "p3"),
                                ColumnTarget.of(3, LeadField.PHONE, "p4")),
                        "US",
                        SOURCE,
                        TODAY);
        var row = normaliser.normalise(2, List.of("", "123", "5046218927", "5046218928"));
        var accepted = (NormalisedRow.Accepted) row;
        assertThat(accepted.offer().values()).containsEntry(LeadField.PHONE, "+15046218927");
        assertThat(accepted.offer().vendorData())
                .containsOnly(Map.entry("p2", "123"), Map.entry("p4", "5046218928"));
        assertThat(accepted.offer().blanks()).isEmpty();
        assertThat(accepted.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(LeadField.class)
    void no_text_of_any_kind_breaks_a_field(LeadField field) {
        SplittableRandom random = new SplittableRandom(20_260_104);
        String alphabet =
                "0159 -/.:+$,;|'\"aTZnJyx()@\u00e9\u0301\u00a0\u200b\u0661\ud83d\ude00\n\\";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder cell = new StringBuilder();
            for (int k = random.nextInt(14); k > 0; k--) {
                cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            NormalisedRow row = normalise(Map.of(field, cell.toString()));
            if (row instanceof NormalisedRow.Accepted accepted) {
                LeadOffer offer = accepted.offer();
                assertThat(offer.values().keySet()).doesNotContainAnyElementsOf(offer.blanks());
            }
        }
    }

    private static LeadOffer offer(Map<LeadField, String> cells) {
        return accepted(cells).offer();
    }

    private static NormalisedRow.Accepted accepted(Map<LeadField, String> cells) {
        return (NormalisedRow.Accepted) normalise(cells);
    }

    private static NormalisedRow normalise(Map<LeadField, String> cells) {
        List<ColumnTarget> columns = new ArrayList<>();
        List<String> row = new ArrayList<>();
        cells.forEach(
                (field, cell) -> {
                    columns.add(ColumnTarget.of(row.size(), field, "the " + field));
                    row.add(cell);
                });
        return new LeadNormaliser(columns, "US", SOURCE, TODAY).normalise(7, row);
    }
}

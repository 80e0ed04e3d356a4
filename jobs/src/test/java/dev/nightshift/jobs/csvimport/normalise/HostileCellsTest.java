package dev.nightshift.jobs.csvimport.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.leads.LeadField;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.LocalDate;
import java.util.List;

/** Cells as long as a file may hold, made to cost much: none may end an import or hold it up. */
class HostileCellsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
    private static final int LONGEST_CELL = 64 * 1024;
    private static final int ROWS = 5;

    /** Each is a beginning, what is repeated, and an end. */
    private static final String[][] SHAPES = {
        {"1", " ", ":x"},
        {"1", "\u00a0", ":x"},
        {"1:", "T1:00 ", "x"},
        {"", "1:00 AM ", "x"},
        {"", "1", "x"},
        {"", "1", ".0"},
        {"1", ",000", "x"},
        {"1", ",000", ""},
        {"+1", "-", "x"},
        {"+1 ", "(504) 621-8927 ", "x"},
        {"504 621 8927 ", "x", "1"},
        {"00", "0", "1"},
        {"", "5' ", "x"},
        {"", "a ", "b"},
        {"a", "\t ", "b"},
        {"", ", ", "b"},
        {"", "a,", ""},
        {"", "@", "a"},
        {"", "a@", "a.example"},
        {"a@", "a.", "example"},
        {"a@", "<", ">"},
        {"", "mailto:", "a@b.example"},
        {"a@", "\u00e4", ".example"},
        {"a@", "\u00e4.", "example"},
        {"a@", "\u3316", ".example"},
        {"a@a", "\u0301\u0316", ".example"},
        {"a", "\u0301\u0316", ""},
        {"a", "\u0316\u0301", "@b.example"},
        {"", "\ud83d\ude00", ""},
        {"", "\ud83d", ""},
        {"", "\ufdfa", ""},
        {"", "'", "=1"},
    };

    @ParameterizedTest
    @EnumSource(
            value = LeadField.class,
            names = {
                "FIRST_NAME",
                "FULL_NAME",
                "PHONE",
                "EMAIL",
                "STATE",
                "DOB",
                "HEIGHT",
                "WEIGHT",
                "HOUSEHOLD_SIZE",
                "HOUSEHOLD_INCOME",
                "MILITARY",
                "MEDICAL_CONDITIONS"
            })
    @Timeout(15)
    void no_long_cell_holds_up_the_rows_behind_it(LeadField field) {
        LeadNormaliser normaliser =
                new LeadNormaliser(
                        List.of(ColumnTarget.of(0, field, "the column")), "US", "source", TODAY);
        for (String[] shape : SHAPES) {
            List<String> row = List.of(cell(shape));
            for (int line = 2; line < 2 + ROWS; line++) {
                assertThat(normaliser.normalise(line, row)).isNotNull();
            }
        }
    }

    private static String cell(String[] shape) {
        int times = (LONGEST_CELL - shape[0].length() - shape[2].length()) / shape[1].length();
        return shape[0] + shape[1].repeat(times) + shape[2];
    }
}

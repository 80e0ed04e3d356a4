package dev.nightshift.jobs.csvimport.normalise.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;

class BirthDateParserTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);

    private final BirthDateParser parser = new BirthDateParser(TODAY);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1980-01-31 | 1980-01-31",
                "1980/1/31 | 1980-01-31",
                "1980.01.31 | 1980-01-31",
                "1/31/1980 | 1980-01-31",
                "01/31/1980 | 1980-01-31",
                "01-31-1980 | 1980-01-31",
                "1/31/80 | 1980-01-31",
                "01-31-26 | 1926-01-31",
                "1/15/26 | 2026-01-15",
                "1/16/26 | 1926-01-16",
                "12/31/00 | 2000-12-31",
                "2/29/00 | 2000-02-29",
                "19800131 | 1980-01-31",
                "01311980 | 1980-01-31",
                "Jan 31, 1980 | 1980-01-31",
                "January 31 1980 | 1980-01-31",
                "Sept. 3rd, 1980 | 1980-09-03",
                "31 Jan 1980 | 1980-01-31",
                "31-Jan-1980 | 1980-01-31",
                "31-JAN-80 | 1980-01-31",
                "31Jan1980 | 1980-01-31",
                "1st May 1980 | 1980-05-01",
                "1980-01-31T00:00:00Z | 1980-01-31",
                "1980-01-31T23:30:00.000-08:00 | 1980-01-31",
                "1980-01-31 00:00:00.0 | 1980-01-31",
                "1/31/1980 12:00:00 AM | 1980-01-31",
                "1/31/1980 0:00 | 1980-01-31",
                "2026-01-15 | 2026-01-15",
                "1900-01-01 | 1900-01-01",
                "2000-02-29 | 2000-02-29",
            })
    void dates_of_the_iso_and_us_forms_are_read(String text, String iso) {
        assertThat(parser.parse(text)).isEqualTo(iso);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-16",
                "2027-01-01",
                "1899-12-31",
                "1980-02-30",
                "1981-02-29",
                "1900-02-29",
                "1980-13-01",
                "1980-00-10",
                "1980-01-00",
                "31/01/1980",
                "31.01.1980",
                "1/31-1980",
                "1/31/980",
                "0000-00-00",
                "29251",
                "198001310",
                "18991231",
                "Foo 31, 1980",
                "31 Foo 1980",
                "Jan 1980",
                "1980",
                "yesterday",
                "1980-01-3x",
                "\u0661\u0669\u0668\u0660-01-31",
                "1980-01-31 25 o'clock"
            })
    void other_texts_are_no_births(String text) {
        assertThat(parser.parse(text)).isNull();
    }

    @Test
    void every_day_is_read_from_every_form() {
        for (LocalDate day = LocalDate.of(1900, 1, 1); !day.isAfter(TODAY); day = day.plusDays(1)) {
            String iso = day.toString();
            assertThat(parser.parse(iso)).isEqualTo(iso);
            assertThat(parser.parse(iso.replace("-", ""))).isEqualTo(iso);
            assertThat(
                            parser.parse(
                                    day.getMonthValue()
                                            + "/"
                                            + day.getDayOfMonth()
                                            + "/"
                                            + day.getYear()))
                    .isEqualTo(iso);
        }
    }
}

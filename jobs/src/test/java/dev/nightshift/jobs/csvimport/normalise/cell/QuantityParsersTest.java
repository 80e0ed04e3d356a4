package dev.nightshift.jobs.csvimport.normalise.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityParsersTest {
    private final NumberParser dollars = new NumberParser(0, 1e9, false);
    private final NumberParser people = new NumberParser(1, 50, true);
    private final WeightParser weight = new WeightParser();
    private final HeightParser height = new HeightParser();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "45000 | 45000",
                "045000 | 45000",
                "45,000 | 45000",
                "$45,000 | 45000",
                "$ 1,045,000.00 | 1045000",
                "45000. | 45000",
                "1000000000 | 1000000000",
            })
    void whole_numbers_are_integers(String text, int number) {
        assertThat(dollars.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"45000.5, 45000.5", "$.25, 0.25", "999999999.99, 999999999.99"})
    void other_numbers_are_doubles(String text, double number) {
        assertThat(dollars.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "(45)",
                "45k",
                "4.5e4",
                "45,00",
                "1.234,56",
                "1,2345",
                "30000-40000",
                "1000000001",
                "9999999999",
                "$",
                ".",
                "NaN",
                "Infinity",
                "0x10",
                "\u0664\u0665",
                "1 000"
            })
    void other_texts_are_no_amounts(String text) {
        assertThat(dollars.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "50, 50", "3.0, 3", "4., 4"})
    void counts_are_whole(String text, int number) {
        assertThat(people.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "51", "-3", "2.5", "5+", "four"})
    void other_texts_are_no_counts(String text) {
        assertThat(people.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"180, 180", "180 lbs, 180", "180LB., 180", "180 pounds, 180", "100 kg, 220.5"})
    void weights_are_in_pounds(String text, double pounds) {
        assertThat(weight.parse(text))
                .satisfies(w -> assertThat(w.doubleValue()).isEqualTo(pounds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2000", "900 kg", "heavy", "180 stone", "-180"})
    void other_texts_are_no_weights(String text) {
        assertThat(weight.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "70 | 70",
                "70.5 | 70.5",
                "70\" | 70",
                "70 in | 70",
                "70 Inches | 70",
                "5'10\" | 70",
                "5'10 | 70",
                "5' 10.5\" | 70.5",
                "5\u201910\u201d | 70",
                "5 ft 10 in | 70",
                "5ft10in | 70",
                "5 feet 10 inches | 70",
                "5-10 | 70",
                "6' | 72",
                "6 ft | 72",
                "178 cm | 70",
                "1.78 m | 70",
                "178cm | 70",
            })
    void heights_are_in_inches(String text, double inches) {
        assertThat(height.parse(text))
                .satisfies(h -> assertThat(h.doubleValue()).isEqualTo(inches));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5", "5.10", "510", "5'12", "9'1", "500 cm", "tall", "0", "-70", "178 mm"})
    void other_texts_are_no_heights(String text) {
        assertThat(height.parse(text)).isNull();
    }
}

package dev.nightshift.jobs.csvimport.normalise.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

class PhoneParserTest {
    private static final long SEED = 20_260_101;
    private static final String[] SEPARATORS = {"", "", "-", " ", ".", "(", ")", ") ", "--", " - "};
    private static final String[] PREFIXES = {
        "", "", "", "1", "1-", "+1", "+1 ", "(+1) ", "+", "++1", "001", "00", "011", "0111", "1 1",
        "tel:", "'", "+44", "+01", "0", "\uff0b1", "1+", "+1+1", "x", "#"
    };
    private static final String[] SUFFIXES = {
        "",
        "",
        "",
        "",
        "x123",
        " ext. 45",
        "#7",
        " x071",
        "x",
        ".",
        ")",
        "(",
        ".0",
        "-",
        " 1",
        "0",
        ";ext=12",
        "/2",
        "a",
        " EXT",
        "\u0661",
        ",,9",
        "+",
        "extension 12345678"
    };

    private final PhoneParser us = new PhoneParser("US");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5046218927 | +15046218927 |",
                "504-621-8927 | +15046218927 |",
                "(504) 621-8927 | +15046218927 |",
                "504.621.8927 | +15046218927 |",
                "1 504 621 8927 | +15046218927 |",
                "+1-504-621-8927 | +15046218927 |",
                "001-504-621-8927 | +15046218927 |",
                "0015046218927x12 | +15046218927 | 12",
                "011 44 20 7946 0958 | +442079460958 |",
                "+44 20 7946 0958 | +442079460958 |",
                "00442079460958 | +442079460958 |",
                "985.939.5411x2641 | +19859395411 | 2641",
                "504-621-8927 ext. 123 | +15046218927 | 123",
                "504-621-8927 #123 | +15046218927 | 123",
                "(240)452-2332x071 | +12404522332 | 071",
                "5046218927.0 | +15046218927 |",
                "tel:+1-504-621-8927 | +15046218927 |",
                "1-800-FLOWERS | +18003569377 |",
                "800-555-0123 | +18005550123 |",
                "504-555-0123 | +15045550123 |",
                "416-555-0123 | +14165550123 |",
                "\uff15\uff10\uff14-621-8927 | +15046218927 |",
            })
    void usable_numbers_become_e164(String text, String e164, String extension) {
        assertThat(us.parse(text)).isEqualTo(new Phone(e164, extension));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "275-344-1362",
                "+1-275-344-1362",
                "223.427.404",
                "50462189270",
                "150462189270",
                "123-456-7890",
                "504-121-8927",
                "000-000-0000",
                "999-999-9999",
                "911",
                "n. a.",
                "5046218927 / 5048451427",
                "five",
                "+",
                "00",
                ".0"
            })
    void numbers_of_no_plan_are_none(String text) {
        assertThat(us.parse(text)).isNull();
    }

    @Test
    void the_company_region_decides_how_national_numbers_are_read() {
        PhoneParser german = new PhoneParser("DE");
        assertThat(german.parse("030 90260")).isEqualTo(new Phone("+493090260", null));
        assertThat(german.parse("+1 504 621 8927")).isEqualTo(new Phone("+15046218927", null));
        assertThat(german.parse("001 504 621 8927")).isEqualTo(new Phone("+15046218927", null));
        assertThat(new PhoneParser("ZZ").parse("5046218927")).isNull();
    }

    @Test
    void the_short_cut_answers_as_the_library_for_text_of_any_shape() {
        SplittableRandom random = new SplittableRandom(SEED);
        PhoneParser[] parsers = {
            us, us, us, new PhoneParser("CA"), new PhoneParser("GB"), new PhoneParser("AG")
        };
        int valid = 0;
        for (int i = 0; i < 250_000; i++) {
            String text = CellText.trimmed(text(random));
            PhoneParser parser = parsers[random.nextInt(parsers.length)];
            Phone answer = text.isEmpty() ? null : parser.parse(text);
            assertThat(answer)
                    .as("seed %d, input %d: %s", SEED, i, text)
                    .isEqualTo(text.isEmpty() ? null : parser.general(text));
            valid += answer == null ? 0 : 1;
        }
        assertThat(valid).as("valid ones among them").isBetween(25_000, 225_000);
    }

    @Test
    void the_plan_has_the_numbers_that_the_library_calls_valid() {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int areaAndExchange = 200_000; areaAndExchange < 1_000_000; areaAndExchange += 3) {
            assertSame(library, areaAndExchange * 10_000L + random.nextInt(10_000));
        }
        // Plans of islands go down to the seventh digit.
        for (int area : new int[] {246, 242, 268, 829, 849, 876, 658, 868, 523, 524, 983}) {
            for (int rest = 0; rest < 10_000; rest++) {
                assertSame(library, area * 10_000_000L + rest * 1_000L + random.nextInt(1_000));
            }
        }
    }

    private static void assertSame(PhoneNumberUtil library, long number) {
        boolean valid =
                library.isValidNumber(
                        new PhoneNumber().setCountryCode(1).setNationalNumber(number));
        if (NanpNumbers.PLAN.has(Long.toString(number)) != valid) {
            throw new AssertionError("Plan and library differ on " + number);
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        text.append(PREFIXES[random.nextInt(PREFIXES.length)]);
        int digits = random.nextInt(10) < 7 ? 10 : random.nextInt(15);
        String area = Integer.toString(200 + random.nextInt(800));
        for (int i = 0; i < digits; i++) {
            if (i == 3 || i == 6 || random.nextInt(25) == 0) {
                text.append(SEPARATORS[random.nextInt(SEPARATORS.length)]);
            }
            if (i < 3) {
                text.append(area.charAt(i));
            } else if (random.nextInt(300) == 0) {
                text.append("A\u0665\uff12*/x\u00a0\u200b\u2013,".charAt(random.nextInt(10)));
            } else {
                text.append((char) ('0' + (i == 3 ? 1 + random.nextInt(9) : random.nextInt(10))));
            }
        }
        return text.append(SUFFIXES[random.nextInt(SUFFIXES.length)]).toString();
    }
}

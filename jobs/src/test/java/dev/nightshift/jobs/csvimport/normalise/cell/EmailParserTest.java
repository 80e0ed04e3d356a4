package dev.nightshift.jobs.csvimport.normalise.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.SplittableRandom;

class EmailParserTest {
    private static final long SEED = 20_260_102;

    private final EmailParser parser = new EmailParser();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada@example.com | ada@example.com",
                "Ada.King+List@Example.COM | ada.king+list@example.com",
                "mailto:ada@example.com | ada@example.com",
                "MAILTO: ada@example.com | ada@example.com",
                "Ada King <ada@example.com> | ada@example.com",
                "<ada@example.com> | ada@example.com",
                "o'neil@example.org | o'neil@example.org",
                "ada@sub.example.co.uk | ada@sub.example.co.uk",
                "ada@b\u00fccher.example | ada@xn--bcher-kva.example",
                "ada@XN--BCHER-KVA.example | ada@xn--bcher-kva.example",
                "ada@stra\u00dfe.example | ada@xn--strae-oqa.example",
                "ada@\u4f8b\u3048\u3002\u30c6\u30b9\u30c8 | ada@xn--r8jz45g.xn--zckzah",
                "ada@\uff45xample.com | ada@example.com",
                "\u00c9ric@example.com | \u00e9ric@example.com",
                "e\u0301ric@example.com | \u00e9ric@example.com",
                "a@123.com | a@123.com",
                "a_b-c@x-y.io | a_b-c@x-y.io",
            })
    void addresses_are_read_in_one_form(String text, String address) {
        assertThat(parser.parse(text)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ada@",
                "@example.com",
                "ada@localhost",
                "ada@example..com",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada@-example.com",
                "ada@example-.com",
                "ada@[192.0.2.1]",
                "ada@192.0.2.1",
                "\"ada king\"@example.com",
                "ada(work)@example.com",
                "ada king@example.com",
                "ada\u00a0king@example.com",
                "ada\u200b@example.com",
                "ada@example.com.",
                "ada@example.com, bob@example.com",
                "ada@example.com;",
                "ada@b\u00fc cher.example",
                "ada@\u2603.example",
                "ada@-\u00fc.example",
                "ada@\u0301b.example",
                "ada@exa_mple.com",
                "<>",
                "mailto:",
                "ada@@example.com"
            })
    void other_texts_are_no_addresses(String text) {
        assertThat(parser.parse(text)).isNull();
    }

    @Test
    void lengths_are_limited_as_by_the_standard() {
        String domain = "d".repeat(63) + "." + "e".repeat(63) + "." + "f".repeat(57) + ".com";
        String local = "l".repeat(64);
        assertThat(parser.parse(local + "@" + domain)).hasSize(254);
        assertThat(parser.parse(local + "@g" + domain)).isNull();
        assertThat(parser.parse(local + "@" + "g".repeat(64) + ".com")).isNull();
        assertThat(parser.parse("l" + local + "@example.com")).isNull();
        assertThat(parser.parse("a@b." + "c".repeat(64))).isNull();
    }

    /** Lengths and letters for which the sums of Punycode, in 32 bits, came to a division by 0. */
    @Test
    void a_domain_made_to_overflow_is_no_address_and_no_failure() {
        String label = "\u00e4".repeat(17_219) + "\ud84c\udc22" + "\u00e4".repeat(12_780);
        assertThat(parser.parse("a@" + label)).isNull();
        assertThat(parser.parse("a@" + label + ".example")).isNull();
    }

    /** One character of these becomes six letters, so that a short text makes a long label. */
    @Test
    void a_domain_that_grows_when_it_is_read_is_no_address() {
        String label = "\u3316".repeat(900) + "\udb40\uddef";
        assertThat(parser.parse("a@" + label + ".example")).isNull();
        assertThat(InternationalDomain.toAscii(label)).isNull();
    }

    @Test
    void a_label_of_another_alphabet_may_be_as_long_as_one_of_ascii() {
        String longest = "\u00e4".repeat(57);
        assertThat(parser.parse("a@" + longest + ".example")).startsWith("a@xn--");
        assertThat(parser.parse("a@" + longest + "\u00e4\u00e4.example")).isNull();
    }

    @Test
    void the_short_cut_answers_as_the_library() {
        SplittableRandom random = new SplittableRandom(SEED);
        String alphabet = "abz019.-_+@.@a%'!\u00e9 (\"<>,;:[]\\/";
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            String address = CellText.trimmed(address(random, alphabet));
            String answer = address.isEmpty() ? null : parser.parse(address);
            if (address.endsWith(">")) {
                continue;
            }
            assertThat(answer)
                    .as("seed %d, input %d: %s", SEED, i, address)
                    .isEqualTo(
                            address.isEmpty()
                                    ? null
                                    : EmailParser.general(address.toLowerCase(Locale.ROOT)));
            valid += answer == null ? 0 : 1;
        }
        assertThat(valid).as("valid ones among them").isBetween(20_000, 180_000);
    }

    private static String address(SplittableRandom random, String alphabet) {
        StringBuilder text = new StringBuilder();
        // Mostly harmless characters, so that enough of them are addresses.
        int safe = random.nextBoolean() ? 8 : 12;
        part(random, alphabet, safe, 1 + random.nextInt(12), text);
        text.append(random.nextInt(20) == 0 ? "" : "@");
        int labels = 1 + random.nextInt(3);
        for (int i = 0; i < labels; i++) {
            part(
                    random,
                    alphabet,
                    safe - 2,
                    1 + random.nextInt(random.nextInt(40) == 0 ? 70 : 8),
                    text);
            text.append('.');
        }
        return text.append(random.nextInt(4) == 0 ? "1a" : "com").toString();
    }

    private static void part(
            SplittableRandom random, String alphabet, int safe, int length, StringBuilder text) {
        for (int i = 0; i < length; i++) {
            int bound = random.nextInt(12) == 0 ? alphabet.length() : safe;
            text.append(alphabet.charAt(random.nextInt(bound)));
        }
    }
}

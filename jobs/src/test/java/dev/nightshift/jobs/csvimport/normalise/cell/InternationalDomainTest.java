package dev.nightshift.jobs.csvimport.normalise.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.IDN;
import java.util.SplittableRandom;

class InternationalDomainTest {
    private static final long SEED = 20_260_103;

    /** Samples of RFC 3492, section 7.1, those in lower case. */
    @ParameterizedTest
    @CsvSource({
        "\u0644\u064a\u0647\u0645\u0627\u0628\u062a\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064a\u061f,"
            + " ",
        "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587, xn--ihqwcrb4cv8a8dqg056pqjye",
        "3\u5e74b\u7d44\u91d1\u516b\u5148\u751f, xn--3b-ww4c5e180e575a65lsy2b",
        "\u3072\u3068\u3064\u5c4b\u6839\u306e\u4e0b2, xn--2-u9tlzr9756bt3uc0v",
        "\u305d\u306e\u30b9\u30d4\u30fc\u30c9\u3067, xn--d9juau41awczczp",
        "fa\u00df, xn--fa-hia",
        "\u03b2\u03cc\u03bb\u03bf\u03c2, xn--nxasmm1c"
    })
    void labels_are_in_the_registries_form(String label, String ascii) {
        assertThat(InternationalDomain.toAscii(label)).isEqualTo(ascii);
    }

    @Test
    void it_agrees_with_the_jdk_where_the_standards_did_not_change() {
        SplittableRandom random = new SplittableRandom(SEED);
        String letters = "abc-\u00e4\u00f6\u00e9\u0142\u0431\u0434\u4f8b\u30c6\uac00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder label = new StringBuilder("a");
            int length = 1 + random.nextInt(14);
            for (int k = 0; k < length; k++) {
                label.append(letters.charAt(random.nextInt(letters.length())));
            }
            String domain = label.append("\u00fc.example").toString();
            assertThat(InternationalDomain.toAscii(domain))
                    .as("seed %d, input %d: %s", SEED, i, domain)
                    .isEqualTo(IDN.toASCII(domain));
        }
    }
}

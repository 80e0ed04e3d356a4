package dev.nightshift.alerts.registry.source.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text becomes tokens that lie in it, in order, with brackets that know each other. */
class TokenizerPropertyTest {
    private static final String CODE =
            "const a = `x ${f({ b: [1, /r[/]/g] })} y`; // c\n"
                + "return <A b={c} d='e'>it's {x}</A>; /* d */ sendAlert({ code: 'X' + \"\\u0041\""
                + " });";

    @Property(seed = PropertySeed.VALUE)
    void anyTextIsRead(@ForAll String text, @ForAll boolean jsx) {
        check(text, jsx);
    }

    @Property(tries = 2_000, seed = PropertySeed.VALUE)
    void anyMixOfSignsIsRead(@ForAll("code") String text, @ForAll boolean jsx) {
        check(text, jsx);
    }

    @Property(tries = 2_000, seed = PropertySeed.VALUE)
    void codeThatWasCutAndMendedIsRead(@ForAll("spot") int from, @ForAll("spot") int to) {
        check(CODE.substring(0, from) + CODE.substring(to), true);
    }

    @Provide
    Arbitrary<String> code() {
        return Arbitraries.of(
                        "`",
                        "${",
                        "}",
                        "{",
                        "(",
                        ")",
                        "[",
                        "]",
                        "'",
                        "\"",
                        "/",
                        "//",
                        "/*",
                        "*/",
                        "<",
                        ">",
                        "</",
                        "/>",
                        "=>",
                        "\\",
                        "\n",
                        "a",
                        " ",
                        "...",
                        "if",
                        "return",
                        "=",
                        ",",
                        ";",
                        ":",
                        "?",
                        ".",
                        "1",
                        "#!",
                        "sendAlert",
                        "function",
                        "é",
                        "\0")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Integer> spot() {
        return Arbitraries.integers().between(0, CODE.length());
    }

    private static void check(String text, boolean jsx) {
        TokenList tokens = Tokenizer.read(text, jsx);
        int end = 0;
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(tokens.start(i)).isGreaterThanOrEqualTo(end);
            end = tokens.start(i) + tokens.text(i).length();
            tokens.value(i);
            if (tokens.match(i) >= 0) {
                assertThat(tokens.match(tokens.match(i))).isEqualTo(i);
            }
        }
        assertThat(end).isLessThanOrEqualTo(text.length());
        Functions functions = Functions.of(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(functions.innermost(i)).isLessThan(functions.count());
        }
    }
}

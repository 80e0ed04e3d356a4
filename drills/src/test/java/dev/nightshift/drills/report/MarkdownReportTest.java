package dev.nightshift.drills.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** What others wrote is text in a report, whatever Markdown would make of it. */
class MarkdownReportTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\\[x\\](http://evil), \\\\\\[x\\\\\\](http://evil)",
                "a\\, a\\\\",
                "# told, \\# told",
                "- told, \\- told",
                "> told, \\> told",
                "=== , \\===",
                "7. told, 7\\. told",
                "~~told~~, \\~\\~told\\~\\~",
                "<b>&amp;, &lt;b>&amp;amp;",
                "2 - 1, 2 - 1"
            })
    void aLineHasNoMarkupOfItsOwn(String text, String written) {
        assertThat(of(new Block.Text(text))).endsWith("\n\n" + written + "\n");
        assertThat(of(new Block.Points(List.of(text)))).endsWith("\n- " + written + "\n");
    }

    @Test
    void aCellEndsWhereItsColumnEnds() {
        assertThat(of(new Block.Rows(List.of("a"), List.of(List.of("x|y"), List.of("x\\|y")))))
                .endsWith("\n| x\\|y |\n| x\\\\\\|y |\n");
    }

    @Test
    void nothingBreaksALineOrTurnsItsDirection() {
        assertThat(of(new Block.Text("a\u0085b\u2028c\u001b[0md\u202ee\u2066f\u061cg\r\n# h")))
                .endsWith("\n\na b c \\[0mdefg # h\n");
    }

    private static String of(Block block) {
        return MarkdownReport.of("t", List.of(new Section("s", List.of(), List.of(block))));
    }
}

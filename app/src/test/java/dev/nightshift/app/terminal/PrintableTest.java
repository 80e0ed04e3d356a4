package dev.nightshift.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Map;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(
            chars = {
                '\0', '\t', '\r', '\u0007', '\u001b', '\u007f', '\u009b', '\u200f', '\u2028',
                '\u202e', '\u2066', '\u061c', '\ufeff'
            })
    void whatTerminalsObeyIsWrittenOut(char control) {
        assertThat(Printable.of("a" + control + "b"))
                .isEqualTo("a\\u%04xb".formatted((int) control));
    }

    @Test
    void textIsLeftAlone() {
        assertThat(Printable.of("Zoë · 王 \u00a0 🙂")).isEqualTo("Zoë · 王 \u00a0 🙂");
    }

    @Test
    void linesStayLines() {
        assertThat(Printable.lines("one\ntwo\u001b\n\nlast")).isEqualTo("one\ntwo\\u001b\n\nlast");
    }

    @Test
    void jsonHasTimesInUtcAndCannotSteerTheTerminalEither() {
        assertThat(Json.line(Map.of("at", Instant.parse("2026-01-02T03:04:05Z"))))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05Z\"}");
        assertThat(Json.line(Map.of("name", "a\u202eb"))).isEqualTo("{\"name\":\"a\\u202eb\"}");
        assertThat(Json.pretty(Map.of("a", 1))).isEqualTo("{\n  \"a\" : 1\n}");
    }
}

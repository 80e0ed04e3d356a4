package dev.nightshift.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void textStandsLeftAndNumbersRight() {
        assertThat(
                        new Table("RUN", "STATE", "SHARE")
                                .row(7, "COMPLETED", 0.5)
                                .row(12, "FAILED", "12.25")
                                .toString())
                .isEqualTo(
                        """
                        RUN  STATE      SHARE
                          7  COMPLETED    0.5
                         12  FAILED     12.25
                        """);
    }

    @Test
    void aTableWithoutRowsIsItsHeadings() {
        assertThat(new Table("RUN", "STATE").toString()).isEqualTo("RUN  STATE\n");
    }

    @Test
    void missingCellsAreEmptyAndLinesEndWithoutBlanks() {
        assertThat(new Table("A", "B", "C").row("x", null).row("y", "z", "w").toString())
                .isEqualTo("A  B  C\nx\ny  z  w\n");
    }

    @Test
    void columnsStayStraightWhateverTheWritingSystem() {
        assertThat(
                        new Table("NAME", "CITY")
                                .row("王小明", "a")
                                .row("🙂", "b")
                                .row("e\u0301va", "c")
                                .row("ｱｲ", "d")
                                .toString())
                .isEqualTo(
                        """
                        NAME    CITY
                        王小明  a
                        🙂      b
                        e\u0301va     c
                        ｱｲ      d
                        """);
    }

    @Test
    void aCellCannotSteerTheTerminal() {
        assertThat(new Table("NAME").row("a\u001b[2Jb\nc\u202ed").toString())
                .isEqualTo("NAME\na\\u001b[2Jb\\u000ac\\u202ed\n");
    }

    @Test
    void aMomentIsToldToTheMillisecond() {
        assertThat(
                        new Table("AT")
                                .row(java.time.Instant.parse("2026-01-01T00:00:00.123456789Z"))
                                .toString())
                .isEqualTo("AT\n2026-01-01T00:00:00.123Z\n");
    }
}

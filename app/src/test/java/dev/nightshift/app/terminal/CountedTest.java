package dev.nightshift.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void oneIsNotMany() {
        assertThat(Counted.of(1, "key", "keys")).isEqualTo("1 key");
        assertThat(Counted.of(0, "key", "keys")).isEqualTo("0 keys");
        assertThat(Counted.companies(1)).isEqualTo("1 company");
        assertThat(Counted.companies(2)).isEqualTo("2 companies");
    }
}

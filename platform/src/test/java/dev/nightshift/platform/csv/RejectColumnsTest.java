package dev.nightshift.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class RejectColumnsTest {
    @Test
    void a_rejects_file_is_known_by_its_last_columns() {
        assertThat(RejectColumns.endIn(List.of("phone", "_line", "_code", "_field", "_message")))
                .isTrue();
        assertThat(RejectColumns.endIn(List.of("_line", "_code", "_field", "_message"))).isFalse();
        assertThat(RejectColumns.endIn(List.of("_line", "_code", "_field", "_message", "phone")))
                .isFalse();
        assertThat(RejectColumns.endIn(List.of("phone"))).isFalse();
    }
}

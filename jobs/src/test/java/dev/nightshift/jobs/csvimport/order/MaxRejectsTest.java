package dev.nightshift.jobs.csvimport.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxRejectsTest {
    @Test
    void a_number_is_exceeded_by_one_more() {
        MaxRejects ten = MaxRejects.parse("10");
        assertThat(ten.isExceededBy(10, 20)).isFalse();
        assertThat(ten.isExceededBy(11, 20)).isTrue();
        assertThat(ten.isExceededAtEndBy(11, 11)).isTrue();
    }

    @Test
    void a_share_counts_from_a_thousand_rows_and_at_the_end() {
        MaxRejects share = MaxRejects.parse("2.5%");
        assertThat(share.isExceededBy(999, 999)).isFalse();
        assertThat(share.isExceededBy(25, 1_000)).isFalse();
        assertThat(share.isExceededBy(26, 1_000)).isTrue();
        assertThat(share.isExceededAtEndBy(1, 3)).isTrue();
    }

    @Test
    void no_limit_bears_a_file_of_rejects() {
        assertThat(MaxRejects.NONE.isExceededAtEndBy(5, 5)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "2.5%", "100%", "0%"})
    void it_is_written_as_it_is_read(String text) {
        assertThat(MaxRejects.parse(" " + text + " ")).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1.5", "101%", "1e3", "%"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> MaxRejects.parse(text)).isInstanceOf(NightshiftException.class);
    }
}

package dev.nightshift.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+15550100", "-5", "@SUM(A1)", "\tx", "\rx", "'=1", "''-"})
    void what_a_spreadsheet_would_run_gets_an_apostrophe(String text) {
        assertThat(FormulaGuard.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "'tis", "'", "O'Brien", "a=b", " =1"})
    void other_text_stays(String text) {
        assertThat(FormulaGuard.guarded(text)).isEqualTo(text);
        assertThat(FormulaGuard.unguarded(text)).isEqualTo(text);
    }

    @Property(seed = PropertySeed.VALUE)
    void unguarding_undoes_guarding(
            @ForAll @StringLength(max = 6) @Chars({'\'', '=', '+', '-', '@', '\t', '\r', 'a'})
                    String text) {
        assertThat(FormulaGuard.unguarded(FormulaGuard.guarded(text))).isEqualTo(text);
    }
}

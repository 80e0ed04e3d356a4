package dev.nightshift.jobs.sloprobe.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.sloprobe.measure.Verdict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SloBriefTest {
    @ParameterizedTest
    @EnumSource(Verdict.class)
    void isReadAsItWasStored(Verdict verdict) {
        for (boolean burning : new boolean[] {false, true}) {
            SloBrief brief = new SloBrief(verdict, burning);

            assertThat(SloBrief.read(brief.text())).isEqualTo(brief);
            assertThat(brief.isBad()).isEqualTo(burning || verdict == Verdict.BREACH);
        }
    }
}

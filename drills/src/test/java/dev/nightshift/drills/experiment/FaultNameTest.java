package dev.nightshift.drills.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultNameTest {
    @Test
    void anArgumentThatNoTargetWouldTakeIsFoundBeforeADrillBegins() {
        assertThat(FaultName.expected("target", "mongo-2")).isEmpty();
        assertThat(FaultName.expected("target", "mongo-primary")).isEmpty();
        assertThat(FaultName.expected("target", "mongo-secondary")).isEmpty();
        assertThat(FaultName.expected("target", "mongo-arbiter")).isPresent();
        assertThat(FaultName.expected("target", "mongo-0")).isPresent();
        assertThat(FaultName.expected("millis", 60_000)).isEmpty();
        assertThat(FaultName.expected("millis", "soon")).contains("a whole number is expected");
        assertThat(FaultName.expected("millis", -1)).isPresent();
        assertThat(FaultName.expected("member", 1.5)).isPresent();
        assertThat(FaultName.expected("force", true)).isEmpty();
        assertThat(FaultName.expected("writesOnly", "yes")).contains("true or false is expected");
    }

    @Test
    void onlyWhatAProxyDoesIsOfTheNetwork() {
        assertThat(FaultName.REFUSE.isOfTheNetwork()).isTrue();
        assertThat(FaultName.MONGO_STEP_DOWN.isOfTheNetwork()).isFalse();
    }
}

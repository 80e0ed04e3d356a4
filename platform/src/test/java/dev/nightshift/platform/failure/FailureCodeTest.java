package dev.nightshift.platform.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureCodeTest {
    @Test
    void anElectionEndsWorkForAllAndFailsNoCompany() {
        assertThat(FailureCode.MONGODB_READ_ONLY.isOfEveryCompany()).isTrue();
        assertThat(FailureCode.MONGODB_UNAVAILABLE.isOfEveryCompany()).isTrue();
        assertThat(FailureCode.PREIMAGES_LAPSED.isOfEveryCompany()).isFalse();
    }
}

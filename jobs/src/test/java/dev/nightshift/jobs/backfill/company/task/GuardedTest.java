package dev.nightshift.jobs.backfill.company.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.FailureCode;

import org.junit.jupiter.api.Test;

class GuardedTest {
    @Test
    void an_election_ends_the_run_and_fails_no_company() {
        assertThat(Guarded.isOfAll(FailureCode.MONGODB_READ_ONLY)).isTrue();
        assertThat(Guarded.isOfAll(FailureCode.MONGODB_UNAVAILABLE)).isTrue();
        assertThat(Guarded.isOfAll(FailureCode.PREIMAGES_LAPSED)).isFalse();
    }
}

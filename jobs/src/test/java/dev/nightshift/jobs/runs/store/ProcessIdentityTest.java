package dev.nightshift.jobs.runs.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    private final ProcessIdentity self = ProcessIdentity.current();

    @Test
    void thisProcessIsNotGone() {
        assertThat(self.isGone()).isFalse();
        assertThat(ProcessIdentity.parse(self.format())).isEqualTo(self);
    }

    @Test
    void aProcessThatBeganAtAnotherTimeUnderOurPidIsGone() {
        assertThat(self.startedMs()).isPositive();
        assertThat(
                        new ProcessIdentity(
                                        self.host(), self.scope(), self.pid(), self.startedMs() - 1)
                                .isGone())
                .isTrue();
    }

    @Test
    void aProcessElsewhereIsNeverCertainlyGone() {
        assertThat(new ProcessIdentity(self.host(), "elsewhere", 1, 1).isGone()).isFalse();
        assertThat(new ProcessIdentity(self.host(), self.scope(), self.pid(), 0).isGone())
                .isFalse();
    }
}

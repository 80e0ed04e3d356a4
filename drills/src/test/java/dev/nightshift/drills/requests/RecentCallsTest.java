package dev.nightshift.drills.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.timing.End;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class RecentCallsTest {
    private static final Instant NOW = Instant.parse("2026-10-03T03:00:00Z");

    @Test
    void theFirstFailureIsTheFirstByTimeInWhateverOrderTheyAreTold() {
        RecentCalls calls = new RecentCalls();

        calls.ended(NOW, Duration.ofMillis(1), End.DONE);
        calls.ended(NOW.plusSeconds(2), Duration.ofMillis(1), End.FAILED);
        calls.ended(NOW.plusSeconds(1), Duration.ofMillis(1), End.FAILED);
        calls.ended(NOW.plusSeconds(3), Duration.ofMillis(1), End.FAILED);
        calls.ended(NOW, Duration.ofMillis(1), End.REFUSED);

        assertThat(calls.firstFailure()).contains(NOW.plusSeconds(1));
        assertThat(calls.failed()).isEqualTo(3);
        assertThat(calls.refused()).isEqualTo(1);
        assertThat(calls.requests()).isEqualTo(5);
    }
}

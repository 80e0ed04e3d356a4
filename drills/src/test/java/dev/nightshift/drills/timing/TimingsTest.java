package dev.nightshift.drills.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class TimingsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Phase OUTAGE =
            new Phase(
                    "during",
                    List.of(new Phase.Span(START.plusSeconds(10), START.plusSeconds(20))));

    private final Timings timings = new Timings();

    /** Ten requests a second; from the tenth second to the twentieth nothing is answered. */
    private void outage() {
        for (int number = 0; number < 300; number++) {
            Instant due = START.plusMillis(number * 100L);
            Duration left = Duration.between(due, START.plusSeconds(20));
            boolean away = number >= 100 && number < 200;
            timings.add(
                    Request.READ,
                    due,
                    away ? left : Duration.ofMillis(2),
                    !away ? End.DONE : number < 150 ? End.DONE : End.NOT_SENT);
        }
    }

    @Test
    void anOutageIsSlowForAllWhoWereDueInIt() {
        outage();

        Timing during = timings.in(OUTAGE).getFirst();

        // Whoever waits for one answer before it asks again sees one slow request, of 10 s.
        assertThat(during.done()).isEqualTo(50);
        assertThat(during.notSent()).isEqualTo(50);
        assertThat(during.latency().count()).isEqualTo(100);
        assertThat(during.latency().p50()).isCloseTo(5_000, Offset.offset(150.0));
        assertThat(during.latency().p95()).isCloseTo(9_500, Offset.offset(150.0));
        assertThat(during.latency().max()).isCloseTo(10_000, Offset.offset(150.0));
        assertThat(during.longestGapMs()).isEqualTo(10_000);
        assertThat(timings.notSent()).isEqualTo(50);
    }

    @Test
    void aRequestBelongsToThePhaseInWhichItWasDue() {
        outage();
        Phase rest =
                new Phase(
                        "after",
                        List.of(
                                new Phase.Span(START, START.plusSeconds(10)),
                                new Phase.Span(START.plusSeconds(20), START.plusSeconds(30))));

        Timing other = timings.in(rest).getFirst();

        assertThat(other.done()).isEqualTo(200);
        assertThat(other.latency().p99()).isCloseTo(2, Offset.offset(0.1));
        assertThat(other.longestGapMs()).isLessThan(200);
    }

    @Test
    void refusalsDoNotMakeAnOutageLookQuick() {
        timings.add(Request.WRITE, START.plusSeconds(11), Duration.ofSeconds(8), End.FAILED);
        for (int number = 0; number < 99; number++) {
            timings.add(
                    Request.WRITE, START.plusSeconds(12), Duration.ofNanos(300_000), End.REFUSED);
        }

        Timing during = timings.in(OUTAGE).getFirst();

        assertThat(during.failed()).isEqualTo(1);
        assertThat(during.refused()).isEqualTo(99);
        assertThat(during.latency().p50()).isGreaterThan(7_900);
        assertThat(during.refusals().p99()).isLessThan(1);
    }

    @Test
    void aJournalHoldsAllTimes() {
        outage();
        Timing timing = timings.in(OUTAGE).getFirst();

        assertThat(Timing.of(timing.toData())).isEqualTo(timing);
        assertThat(Latency.of(timing.latency().histogram())).isEqualTo(timing.latency());
        assertThatThrownBy(() -> Latency.of("bm90IG9uZQ==")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void ofWhatWasNotAskedForNothingIsSaid() {
        assertThat(timings.in(OUTAGE)).isEmpty();
    }
}

package dev.nightshift.jobs.sloprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

class BurnTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aBudgetOfOnePercentBurnsFastWhenFifteenPercentFailInBothWindows() {
        Burn burn =
                Burn.of(
                        Burn.Windows.FAST,
                        0.99,
                        List.of(spent(50, 150, 22), spent(30, 150, 22), spent(1, 150, 23)),
                        NOW);

        assertThat(burn.rate()).isCloseTo(67 / 4.5, within(1e-6));
        assertThat(burn.exceeded()).isTrue();
    }

    @Test
    void whatIsOverIsNotTold() {
        Burn burn =
                Burn.of(
                        Burn.Windows.FAST,
                        0.99,
                        List.of(spent(50, 150, 150), spent(30, 150, 150), spent(1, 150, 0)),
                        NOW);

        assertThat(burn.rate()).isGreaterThan(14.4);
        assertThat(burn.exceeded()).isFalse();
    }

    @Test
    void fewRequestsSayNothing() {
        assertThat(Burn.of(Burn.Windows.FAST, 0.99, List.of(spent(1, 299, 299)), NOW))
                .isEqualTo(new Burn(null, false));
        assertThat(
                        Burn.of(
                                        Burn.Windows.FAST,
                                        0.99,
                                        List.of(spent(30, 300, 300), spent(1, 99, 99)),
                                        NOW)
                                .exceeded())
                .isFalse();
    }

    @Test
    void theSlowWindowsReachSixHoursBackAndHalfAnHour() {
        List<Burn.Spent> spent =
                List.of(spent(361, 1_000, 0), spent(300, 1_000, 130), spent(29, 150, 20));

        assertThat(Burn.of(Burn.Windows.SLOW, 0.99, spent, NOW).exceeded()).isTrue();
        assertThat(Burn.of(Burn.Windows.FAST, 0.99, spent, NOW).exceeded()).isFalse();
        assertThat(
                        Burn.of(
                                        Burn.Windows.SLOW,
                                        0.99,
                                        List.of(spent(300, 1_000, 130), spent(31, 150, 20)),
                                        NOW)
                                .exceeded())
                .isFalse();
    }

    @Test
    void aBudgetIsWholeUntilSomethingIsSpentAndGoesBelowZero() {
        assertThat(ErrorBudget.left(0.99, List.of())).isEqualTo(1);
        assertThat(ErrorBudget.left(0.99, List.of(day(1_000, 995)))).isCloseTo(0.5, within(1e-9));
        assertThat(ErrorBudget.left(0.99, List.of(day(500, 490), day(500, 490))))
                .isCloseTo(-1, within(1e-9));
    }

    private static SloDay day(long total, long good) {
        return new SloDay("a", LocalDate.EPOCH, 1, 0, total, good, null);
    }

    private static Burn.Spent spent(int minutesAgo, long total, long bad) {
        return new Burn.Spent(NOW.minus(Duration.ofMinutes(minutesAgo)), total, total - bad);
    }
}

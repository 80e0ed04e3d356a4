package dev.nightshift.jobs.sloprobe.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class QuantileIntervalTest {
    @Test
    void ofAHundredAndFiftySamplesTheNinetyFifthPercentileIsBetweenRanks137And148() {
        QuantileInterval ranks = QuantileInterval.of(150, 0.95, 0.95);

        assertThat(ranks.low()).isEqualTo(137);
        assertThat(ranks.rank()).isEqualTo(143);
        assertThat(ranks.high()).isEqualTo(148);
        assertThat(ranks.coverage()).isCloseTo(0.96, within(0.005));
    }

    @Test
    void fewSamplesHaveNoUpperBound() {
        assertThat(QuantileInterval.of(71, 0.95, 0.95).high()).isEqualTo(72);
        assertThat(QuantileInterval.of(72, 0.95, 0.95).high()).isEqualTo(72);
    }

    @Test
    void oneSampleEnclosesNothing() {
        QuantileInterval ranks = QuantileInterval.of(1, 0.95, 0.95);

        assertThat(ranks.low()).isZero();
        assertThat(ranks.rank()).isEqualTo(1);
        assertThat(ranks.high()).isEqualTo(2);
        assertThat(ranks.coverage()).isEqualTo(1);
    }

    @Property(tries = 60, seed = PropertySeed.VALUE)
    void isTheNarrowestThatANaiveModelAllows(
            @ForAll @IntRange(min = 1, max = 120) int samples,
            @ForAll @IntRange(min = 1, max = 99) int percent,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double confidence) {
        double quantile = percent / 100.0;
        double tail = (1 - confidence) / 2;

        QuantileInterval ranks = QuantileInterval.of(samples, quantile, confidence);

        assertThat(ranks.coverage())
                .isCloseTo(
                        atMost(ranks.high() - 1, samples, percent)
                                - atMost(ranks.low() - 1, samples, percent),
                        within(1e-9))
                .isGreaterThanOrEqualTo(confidence - 1e-9);
        assertThat(atMost(ranks.low() - 1, samples, percent)).isLessThanOrEqualTo(tail + 1e-9);
        assertThat(atMost(ranks.low(), samples, percent)).isGreaterThan(tail - 1e-9);
        if (ranks.high() <= samples) {
            assertThat(1 - atMost(ranks.high() - 1, samples, percent))
                    .isLessThanOrEqualTo(tail + 1e-9);
        }
        if (ranks.high() > ranks.low() + 1) {
            assertThat(1 - atMost(ranks.high() - 2, samples, percent)).isGreaterThan(tail - 1e-9);
        }
        assertThat(ranks.rank()).isBetween(Math.max(1, ranks.low()), ranks.high());
    }

    @Test
    void enclosesTheQuantileAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(7);
        int tries = 4_000;

        long enclosed =
                IntStream.range(0, tries)
                        .filter(
                                one -> {
                                    double[] samples = random.doubles(150).sorted().toArray();
                                    Quantile p95 = Quantile.of(samples, 0.95);
                                    return p95.low() <= 0.95 && p95.high() >= 0.95;
                                })
                        .count();

        assertThat((double) enclosed / tries).isCloseTo(0.963, within(0.012));
    }

    @Test
    void theBoundOfAShareIsTheOneOfClopperAndPearson() {
        // Where 2 or more of 150 have a probability of 5 %.
        assertThat(Binomial.lowerBound(2, 150, 0.05)).isCloseTo(0.002375, within(1e-5));
        assertThat(Binomial.lowerBound(0, 150, 0.05)).isZero();
        assertThat(Binomial.lowerBound(150, 150, 0.05))
                .isCloseTo(Math.pow(0.05, 1 / 150.0), within(1e-9));
    }

    /** P(B &lt;= k), term by term in exact arithmetic. */
    private static double atMost(int k, int n, int percent) {
        BigDecimal p = BigDecimal.valueOf(percent, 2);
        BigDecimal sum = BigDecimal.ZERO;
        BigInteger choose = BigInteger.ONE;
        for (int i = 0; i <= k; i++) {
            sum =
                    sum.add(
                            new BigDecimal(choose)
                                    .multiply(p.pow(i))
                                    .multiply(BigDecimal.ONE.subtract(p).pow(n - i)),
                            MathContext.DECIMAL128);
            choose = choose.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return sum.doubleValue();
    }
}

package dev.nightshift.jobs.sloprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

import org.assertj.core.data.Percentage;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class BucketsTest {
    @Property(tries = 100, seed = PropertySeed.VALUE)
    void sumsOfBucketsSayThePercentileWithinOnePercent(
            @ForAll @Size(min = 1, max = 200)
                    List<@DoubleRange(min = 0.01, max = 60_000) Double> one,
            @ForAll @Size(min = 1, max = 200)
                    List<@DoubleRange(min = 0.01, max = 60_000) Double> other) {
        Document sums = new Document();
        List<Double> all = new ArrayList<>(one);
        all.addAll(other);
        for (List<Double> some : List.of(one, other)) {
            Buckets.of(some)
                    .forEach(
                            (bucket, count) ->
                                    sums.merge(bucket, count, (a, b) -> (long) a + (long) b));
        }
        all.sort(null);
        double exact = all.get((int) Math.ceil(0.95 * all.size() - 1e-9) - 1);

        assertThat(java.util.Objects.requireNonNull(Buckets.p95(sums)))
                .satisfiesAnyOf(
                        p95 -> assertThat(p95).isCloseTo(exact, Percentage.withPercentage(1)),
                        p95 -> assertThat(p95).isCloseTo(exact, within(0.002)));
    }

    @Test
    void ofNothingThereIsNoPercentile() {
        assertThat(Buckets.p95(null)).isNull();
        assertThat(Buckets.p95(new Document())).isNull();
    }
}

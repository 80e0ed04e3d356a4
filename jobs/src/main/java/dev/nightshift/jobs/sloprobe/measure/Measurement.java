package dev.nightshift.jobs.sloprobe.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples of one operation of one company. Used by one thread. */
public final class Measurement {
    private final List<Sample> samples = new ArrayList<>();

    void add(List<Sample> more) {
        samples.addAll(more);
    }

    /** How many requests were sent. */
    public int requests() {
        return samples.size();
    }

    /** Requests that failed, by why; those that took too long are {@code TIMEOUT}. */
    public Map<String, Integer> failures() {
        Map<String, Integer> failures = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.failure() != null) {
                failures.merge(sample.failure(), 1, Integer::sum);
            }
        }
        return failures;
    }

    /** Requests that failed. */
    public int failed() {
        return count(sample -> sample.failure() != null);
    }

    /** Reads that the cache served. */
    public int hits() {
        return count(sample -> sample.answer() == Operation.Answer.HIT);
    }

    /** Reads of which it is known whether the cache served them. */
    public int reads() {
        return count(
                sample ->
                        sample.answer() == Operation.Answer.HIT
                                || sample.answer() == Operation.Answer.MISS);
    }

    /**
     * Milliseconds from when each request was due, ascending; failures that came at once left out.
     */
    public double[] responses() {
        return samples.stream()
                .filter(Sample::isTimed)
                .mapToDouble(sample -> sample.responseNanos() / 1e6)
                .sorted()
                .toArray();
    }

    /** Milliseconds from when each was really sent: without what the probe itself was late. */
    double[] services() {
        double[] services =
                samples.stream()
                        .filter(Sample::isTimed)
                        .mapToDouble(sample -> sample.serviceNanos() / 1e6)
                        .toArray();
        Arrays.sort(services);
        return services;
    }

    private int count(java.util.function.Predicate<Sample> which) {
        return Math.toIntExact(samples.stream().filter(which).count());
    }
}

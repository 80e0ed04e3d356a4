package dev.nightshift.drills.timing;

import org.HdrHistogram.Histogram;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;

/**
 * Times of requests, in milliseconds.
 *
 * @param count of them
 * @param histogram all of them, in microseconds, as HdrHistogram writes it, in Base64: whoever has
 *     it can work out any other percentile
 */
public record Latency(
        long count, double p50, double p95, double p99, double max, String histogram) {
    private static final int DIGITS = 3;

    static Histogram empty() {
        return new Histogram(DIGITS);
    }

    static Latency of(Histogram times) {
        ByteBuffer bytes = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
        int length = times.encodeIntoCompressedByteBuffer(bytes);
        return of(times, Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)));
    }

    private static Latency of(Histogram times, String encoded) {
        return new Latency(
                times.getTotalCount(),
                millis(times, 50),
                millis(times, 95),
                millis(times, 99),
                times.getMaxValue() / 1e3,
                encoded);
    }

    /**
     * What a journal holds.
     *
     * @throws IllegalArgumentException when it is no histogram
     */
    public static Latency of(String histogram) {
        try {
            return of(
                    Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0),
                    histogram);
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("no histogram", damaged);
        }
    }

    private static double millis(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1e3;
    }
}

package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.peers.RedisWire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One client that reads a key about every quarter of a millisecond, and notes how long each read
 * takes; beside it another notes when the number of keys falls. Closing ends both.
 */
final class LiveReads implements AutoCloseable {
    private static final int MOST = 4_000_000;
    private static final long EVERY_NANOS = 250_000;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final long[] began = new long[MOST];
    private final long[] took = new long[MOST];
    private final CompletableFuture<Integer> reader;
    private final CompletableFuture<Void> watcher;
    private volatile boolean ended;
    private volatile long firstFall;
    private volatile long lastFall;

    LiveReads(String uri, String key) {
        // The common pool has one thread for two cores; each of these needs its own.
        Executor threads = task -> Thread.ofPlatform().daemon().start(task);
        reader = CompletableFuture.supplyAsync(() -> read(uri, key), threads);
        watcher = CompletableFuture.runAsync(() -> watch(uri), threads);
    }

    private int read(String uri, String key) {
        int done = 0;
        try (RedisWire wire = new RedisWire(uri)) {
            for (; done < MOST && !ended; done++) {
                began[done] = System.nanoTime();
                wire.call("GET", key);
                took[done] = System.nanoTime() - began[done];
                LockSupport.parkNanos(EVERY_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return done;
    }

    private void watch(String uri) {
        try (RedisWire wire = new RedisWire(uri)) {
            String before = "";
            while (!ended) {
                String size = wire.call("DBSIZE").getFirst();
                if (!before.isEmpty() && !size.equals(before)) {
                    lastFall = System.nanoTime();
                    firstFall = firstFall == 0 ? lastFall : firstFall;
                }
                before = size;
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Microseconds that one read of a hundred takes or more: of all, or while keys went away. */
    double p99(boolean whileKeysFell) {
        close();
        long[] counted = new long[reader.join()];
        int count = 0;
        for (int i = 0; i < counted.length; i++) {
            if (!whileKeysFell || (began[i] >= firstFall && began[i] <= lastFall)) {
                counted[count++] = took[i];
            }
        }
        if (count < 100) {
            throw new IllegalStateException(
                    "Only %d reads fell into the time; take more --keys.".formatted(count));
        }
        Arrays.sort(counted, 0, count);
        return counted[(int) (count * 0.99)] / 1_000.0;
    }

    @Override
    public void close() {
        ended = true;
        reader.join();
        watcher.join();
    }
}

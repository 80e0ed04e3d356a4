package dev.nightshift.jobs.runs;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds that pass also while the machine is suspended, when {@link System#nanoTime} stands
 * still on Linux and a lease lapses all the same: of each stretch of time what the longer of two
 * clocks says. A wall clock that is put forward makes a stretch too long, which costs a question to
 * the store; one that is put back changes nothing. Never goes back. Thread-safe.
 */
final class Elapsed implements LongSupplier {
    private final LongSupplier nanos;
    private final InstantSource wall;
    private long lastNanos;
    private long lastMillis;
    private long total;

    Elapsed(LongSupplier nanos, InstantSource wall) {
        this.nanos = nanos;
        this.wall = wall;
        this.lastNanos = nanos.getAsLong();
        this.lastMillis = wall.millis();
    }

    @Override
    public synchronized long getAsLong() {
        long nowNanos = nanos.getAsLong();
        long nowMillis = wall.millis();
        long byWall = TimeUnit.MILLISECONDS.toNanos(nowMillis - lastMillis);
        total += Math.max(Math.max(nowNanos - lastNanos, byWall), 0);
        lastNanos = nowNanos;
        lastMillis = nowMillis;
        return total;
    }
}

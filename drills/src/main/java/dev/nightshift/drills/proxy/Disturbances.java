package dev.nightshift.drills.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** What a proxy is told to do now; whoever waits for it goes on when it changes. Thread-safe. */
final class Disturbances {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong generation = new AtomicLong();
    private volatile List<Held> active = List.of();

    /** One that was asked for; another may say the same. */
    static final class Held {
        private final Disturbance disturbance;

        private Held(Disturbance disturbance) {
            this.disturbance = disturbance;
        }
    }

    Held add(Disturbance disturbance) {
        Held held = new Held(disturbance);
        change(held, true);
        return held;
    }

    void remove(Held held) {
        change(held, false);
    }

    private void change(Held held, boolean added) {
        lock.lock();
        try {
            List<Held> next = new ArrayList<>(active);
            if (added) {
                next.add(held);
            } else {
                next.remove(held);
            }
            active = List.copyOf(next);
            generation.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One more with each change: a count of bytes begins anew. */
    long generation() {
        return generation.get();
    }

    private <T extends Disturbance> Stream<T> all(Class<T> kind) {
        return active.stream()
                .map(held -> held.disturbance)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    <T extends Disturbance> boolean is(Class<T> kind) {
        return all(kind).findAny().isPresent();
    }

    /** Bytes that a connection may carry to the client. */
    OptionalLong cut() {
        return all(Disturbance.CutAfter.class).mapToLong(Disturbance.CutAfter::bytes).min();
    }

    /** Bytes that a connection may carry in a second. */
    OptionalLong bandwidth() {
        return all(Disturbance.Bandwidth.class)
                .mapToLong(Disturbance.Bandwidth::bytesPerSecond)
                .min();
    }

    /** Waits while nothing may pass. */
    void awaitThaw() throws InterruptedException {
        if (is(Disturbance.Freeze.class)) {
            lock.lockInterruptibly();
            try {
                while (is(Disturbance.Freeze.class)) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until what came at that moment may pass. */
    void awaitTurn(long cameAt) throws InterruptedException {
        awaitThaw();
        double luck = ThreadLocalRandom.current().nextDouble();
        while (true) {
            long wait = cameAt + delay(luck) - System.nanoTime();
            if (wait <= 0) {
                awaitThaw();
                return;
            }
            pause(wait);
        }
    }

    private long delay(double luck) {
        return all(Disturbance.Latency.class)
                .mapToLong(each -> each.delay().toNanos() + (long) (each.jitter().toNanos() * luck))
                .max()
                .orElse(0);
    }

    /** Waits as long as so many bytes take. */
    void awaitCarried(int bytes) throws InterruptedException {
        OptionalLong rate = bandwidth();
        if (rate.isPresent()) {
            pause(TimeUnit.SECONDS.toNanos(bytes) / rate.getAsLong());
        }
    }

    /** Waits so long, or until something changes. */
    private void pause(long nanos) throws InterruptedException {
        long begun = generation.get();
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && begun == generation.get()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

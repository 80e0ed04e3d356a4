package dev.nightshift.schedules.serve;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that also looks when it is told to. */
final class HandTimer extends ScheduledThreadPoolExecutor {
    final Queue<Runnable> looks = new ConcurrentLinkedQueue<>();

    HandTimer(int threads) {
        super(threads);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable look, long first, long delay, TimeUnit unit) {
        looks.add(look);
        return super.scheduleWithFixedDelay(look, first, delay, unit);
    }
}

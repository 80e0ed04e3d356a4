package dev.nightshift.drills.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits in short steps, so that whoever waits notices what happens meanwhile. */
final class Waiting {
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final long STEP_MILLIS = 20;

    private Waiting() {}

    /** Waits until the condition holds; false when that takes longer, or the thread is to end. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            try {
                NEVER.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}

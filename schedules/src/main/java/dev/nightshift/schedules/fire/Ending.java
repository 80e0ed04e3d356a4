package dev.nightshift.schedules.fire;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process as it comes; a thread that is interrupted takes it for come. Thread-safe.
 */
final class Ending {
    private final CountDownLatch come = new CountDownLatch(1);

    void come() {
        come.countDown();
    }

    boolean hasCome() {
        return come.getCount() == 0;
    }

    /** Waits for it; false when it did not come in that time. */
    boolean comesWithin(Duration time) {
        try {
            return come.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException endOfProcess) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

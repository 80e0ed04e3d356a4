package dev.nightshift.platform.mongo;

import java.time.Duration;

/** The waiting between attempts; tests make it short and count it. */
@FunctionalInterface
interface Pause {
    /** Waits; true when there is nothing to wait for any more, because the stores were closed. */
    boolean await(Duration delay) throws InterruptedException;
}

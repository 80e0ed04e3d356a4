package dev.nightshift.drills.run;

import java.time.Duration;

/**
 * When a load is believed to be steady.
 *
 * @param patience how long the steady state may take to come: a cold load on a busy machine is slow
 * @param before how long it lasts before anything is broken
 * @param least how long it lasts however short the drill: what is counted by the second needs more
 *     than one
 */
record Steadiness(Duration patience, Duration before, Duration least) {
    /** Of a load whose requests take time. */
    static final Steadiness OF_A_SERVICE =
            new Steadiness(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofMillis(1500));
}
